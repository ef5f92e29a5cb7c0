import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from accounts.roles import REPORTER, TRANSLATOR
from images.forms import MOST_FILES
from images.models import Image
from tests import browsing
from tests.factories import make_article, make_image, make_user, picture_file

pytestmark = pytest.mark.thorough

ADD = "/admin/images/image/add/"
UPLOAD = "/admin/images/image/upload/"
LIBRARY = "/admin/images/image/"


def form_of(image):
    return reverse("admin:images_image_change", args=[image.pk])


class AddTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER, languages=["fr"], interface_language="en")
        self.client.force_login(self.reporter)

    def upload(self, file, **changes):
        form = browsing.fields(self.client.get(ADD), "image_form")
        form |= {"upload": file, "credit": "A. Photographe"}
        return self.client.post(ADD, form | changes)

    def test_stores_the_picture_with_its_texts(self):
        response = self.upload(picture_file(60, 40), alt_text_fr="Un bateau", focal_x=20)

        self.assertEqual(response.status_code, 302)
        image = Image.objects.get()
        self.assertEqual((image.width, image.height), (60, 40))
        self.assertEqual((image.alt_text_fr, image.focal_x), ("Un bateau", 20))
        self.assertEqual(image.uploaded_by, self.reporter)

    def test_what_is_wrong_with_a_file_stands_beside_it(self):
        known = picture_file(30, 20)
        make_image(known)
        known.seek(0)
        for file, problem in (
            (
                SimpleUploadedFile("x.jpg", b"not a picture"),
                "This is not a picture in JPEG, PNG, WebP, AVIF or GIF.",
            ),
            (
                SimpleUploadedFile("x.png", picture_file(300, 200).read()[:200]),
                "The picture is damaged and cannot be shown.",
            ),
            (known, "The library has this picture already."),
        ):
            with self.subTest(problem=problem):
                response = self.upload(file, alt_text_fr="Un bateau")
                self.assertEqual(browsing.errors(response, "upload"), [problem])
                self.assertEqual(browsing.field(response, "alt_text_fr").text.strip(), "Un bateau")
        self.assertEqual(Image.objects.count(), 1)

    def test_needs_a_credit_and_a_focal_point_inside(self):
        response = self.upload(picture_file(60, 40), credit="", focal_y=101)

        self.assertEqual(
            browsing.errors(response, "credit"), ["Say whose picture this is: the file does not."]
        )
        self.assertEqual(len(browsing.errors(response, "focal_y")), 1)
        self.assertFalse(Image.objects.exists())

    def test_translators_upload_nothing(self):
        self.client.force_login(make_user(TRANSLATOR, languages=["fr"]))

        self.assertEqual(self.client.get(ADD).status_code, 403)


class UploadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporter = make_user(REPORTER, languages=["fr"], interface_language="en")
        cls.translator = make_user(TRANSLATOR, languages=["fr"], interface_language="en")
        cls.known_file = picture_file(30, 20)
        cls.known = make_image(cls.known_file, alt_text_en="A boat")

    def setUp(self):
        self.client.force_login(self.reporter)
        self.known_file.seek(0)

    def upload(self, *files, client=None, **fields):
        return (client or self.client).post(UPLOAD, {"files": files, **fields})

    def upload_one(self, file, **fields):
        """As the script does: one file, an answer in JSON."""
        form = {"files": [file], **fields}
        return self.client.post(UPLOAD, form, headers={"accept": "application/json"})

    def rows(self, response):
        return browsing.words(response, "//*[contains(@class, 'upload-told')]")

    def test_takes_what_is_good_and_names_each_failure(self):
        response = self.upload(
            picture_file(60, 40, name="one.png"),
            SimpleUploadedFile("letter.jpg", b"Dear editor"),
            SimpleUploadedFile("empty.png", b""),
            picture_file(61, 40, name="two.png"),
            self.known_file,
            credit="A. Photographe",
        )

        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            self.rows(response),
            [
                "one.png Uploaded.",
                "letter.jpg This is not a picture in JPEG, PNG, WebP, AVIF or GIF.",
                "empty.png This is not a picture in JPEG, PNG, WebP, AVIF or GIF.",
                "two.png Uploaded.",
                "picture.png The library has this picture already.",
            ],
        )
        told = browsing.words(response, "//*[@data-status]")
        self.assertEqual(told, ["Uploaded: 2. Refused: 3."])
        new = Image.objects.exclude(pk=self.known.pk)
        self.assertEqual(
            list(new.values_list("credit", "uploaded_by")),
            [("A. Photographe", self.reporter.pk)] * 2,
        )

    def test_a_script_is_told_what_became_of_its_file(self):
        response = self.upload_one(picture_file(60, 40, name="one.png"))

        self.assertEqual(response.status_code, 201)
        image = Image.objects.exclude(pk=self.known.pk).get()
        answer = response.json()
        self.assertEqual(
            {name: answer[name] for name in ("id", "name", "url")},
            {"id": image.pk, "name": f"#{image.pk}", "url": form_of(image)},
        )
        self.assertIn("one.png", answer["row"])
        self.assertIn(form_of(image), answer["tile"])
        self.assertEqual(self.client.get(answer["thumb"]).status_code, 200)

    def test_a_script_is_told_why_its_file_was_refused(self):
        response = self.upload_one(SimpleUploadedFile("letter.jpg", b"Dear editor"))

        self.assertEqual(response.status_code, 422)
        self.assertEqual(response.json()["code"], "not_a_picture")
        self.assertIn("letter.jpg", response.json()["row"])

    def test_a_known_file_is_offered_and_not_stored_twice(self):
        response = self.upload_one(self.known_file)

        self.assertEqual(response.status_code, 409)
        answer = response.json()
        self.assertEqual((answer["code"], answer["known"]["id"]), ("known", self.known.pk))
        self.assertEqual(answer["known"]["name"], "A boat")
        self.assertIn(form_of(self.known), answer["row"])
        self.assertEqual(Image.objects.count(), 1)

    def test_a_known_file_is_offered_for_use_where_an_image_is_chosen(self):
        response = self.upload_one(self.known_file, place="picker")

        self.assertIn(f'data-pick="{self.known.pk}"', response.json()["row"])

    def test_files_beyond_the_most_are_named_and_not_read(self):
        files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(MOST_FILES + 1)]

        response = self.upload(*files)

        rows = self.rows(response)
        self.assertEqual(len(rows), MOST_FILES + 1)
        self.assertEqual(rows[-1], "20.jpg Not read: 20 files at most go at once.")

    def test_nothing_chosen_is_said(self):
        response = self.client.post(UPLOAD, {})

        self.assertEqual(response.status_code, 200)
        self.assertEqual(browsing.errors(response, "files"), ["Choose a picture first."])

    def test_a_credit_that_is_too_long_is_refused(self):
        response = self.upload_one(picture_file(60, 40), credit="x" * 201)

        self.assertEqual(response.status_code, 422)
        self.assertEqual(Image.objects.count(), 1)

    def test_translators_upload_nothing(self):
        self.client.force_login(self.translator)

        self.assertEqual(self.upload(picture_file(60, 40)).status_code, 403)
        self.assertEqual(self.client.get(LIBRARY).content.count(b"data-upload"), 0)
        self.assertEqual(Image.objects.count(), 1)

    def test_only_a_form_of_ours_uploads(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.reporter)

        self.assertEqual(self.upload(picture_file(60, 40), client=client).status_code, 403)
        self.assertEqual(self.client.get(UPLOAD).status_code, 405)
        self.assertEqual(Image.objects.count(), 1)


class FormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")
        cls.translator = make_user(TRANSLATOR, languages=["fr"], interface_language="en")
        cls.image = make_image(alt_text_en="A boat", focal_x=20, focal_y=70)

    def save(self, user, **changes):
        self.client.force_login(user)
        form = browsing.fields(self.client.get(form_of(self.image)), "image_form")
        response = self.client.post(form_of(self.image), form | changes)
        self.image.refresh_from_db()
        return response

    def test_shows_the_picture_with_its_focal_point_and_crops(self):
        self.client.force_login(self.chief)

        page = browsing.page(self.client.get(form_of(self.image)))

        [focal] = page.xpath("//*[@data-focal]")
        self.assertEqual(focal.get("data-at"), "20 70")
        self.assertEqual(page.xpath("//*[@data-focal]//img[@alt='A boat']")[0].get("width"), "48")
        self.assertEqual(
            page.xpath("//*[contains(@class, 'crop-label')]/text()"), ["3:2", "1:1", "16:9"]
        )
        for name in (focal.get("data-across"), focal.get("data-down")):
            self.assertEqual(page.get_element_by_id(name).get("type"), "number")

    def test_saves_the_focal_point_and_refuses_one_outside(self):
        self.save(self.chief, focal_x="0", focal_y="100")
        self.assertEqual((self.image.focal_x, self.image.focal_y), (0, 100))

        response = self.save(self.chief, focal_x="-1", focal_y="101")
        self.assertEqual(len(browsing.errors(response, "focal_x")), 1)
        self.assertEqual(len(browsing.errors(response, "focal_y")), 1)
        self.assertEqual((self.image.focal_x, self.image.focal_y), (0, 100))

    def test_whoever_may_give_the_credit_has_to(self):
        response = self.save(self.chief, credit=" ", caption_en="A new caption")

        self.assertEqual(browsing.errors(response, "credit"), ["Say whose picture this is."])
        self.assertEqual(self.image.caption_en, "A caption en")

    def test_translators_write_their_languages_and_nothing_else(self):
        Image.objects.filter(pk=self.image.pk).update(credit="")

        self.save(
            self.translator,
            alt_text_fr="Un bateau",
            alt_text_en="Changed",
            focal_x="1",
            is_decorative="on",
        )

        self.assertEqual(self.image.alt_text_fr, "Un bateau")
        self.assertEqual(self.image.alt_text_en, "A boat")
        self.assertEqual((self.image.focal_x, self.image.is_decorative), (20, False))

    def test_a_text_is_one_line(self):
        self.save(self.chief, alt_text_fr="Un bateau\r\n au port")

        self.assertEqual(self.image.alt_text_fr, "Un bateau au port")

    def test_tells_where_the_image_is_used_and_keeps_it(self):
        article = make_article(lead_image=self.image, headline="Une grève", language="fr")
        self.client.force_login(self.chief)

        [used] = browsing.page(self.client.get(form_of(self.image))).xpath(
            "//ul[@class='use-list']//a"
        )
        refused = self.client.get(f"/admin/images/image/{self.image.pk}/delete/")
        self.client.post(f"/admin/images/image/{self.image.pk}/delete/", {"post": "yes"})

        self.assertEqual(used.text_content(), "Une grève")
        self.assertIn(f"/articles/article/{article.pk}/change/", used.get("href"))
        self.assertContains(refused, "Une grève")
        self.assertTrue(Image.objects.filter(pk=self.image.pk).exists())

    def test_one_that_is_used_nowhere_says_so(self):
        self.client.force_login(self.chief)

        response = self.client.get(form_of(self.image))

        self.assertEqual(browsing.words(response, "//ul[@class='use-list']"), [])
        self.assertContains(response, "Nowhere.")
