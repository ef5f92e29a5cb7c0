from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from accounts.roles import REPORTER, TRANSLATOR
from images.models import Image
from tests import browsing
from tests.factories import make_image, make_user, picture_file

ADD = "/admin/images/image/add/"


class UploadTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER, languages=["fr"], interface_language="en")
        self.client.force_login(self.reporter)

    def upload(self, file, **changes):
        form = browsing.fields(self.client.get(ADD), "image_form")
        form |= {"upload": file, "credit": "A. Photographe"}
        return self.client.post(ADD, form | changes)

    def test_stores_the_picture_with_its_texts_and_renditions(self):
        response = self.upload(picture_file(60, 40), alt_text_fr="Un bateau", focal_x=20)

        self.assertEqual(response.status_code, 302)
        image = Image.objects.get()
        self.assertEqual((image.width, image.height), (60, 40))
        self.assertEqual((image.alt_text_fr, image.focal_x), ("Un bateau", 20))
        self.assertEqual(image.uploaded_by, self.reporter)
        self.assertEqual(image.renditions.count(), 3)

    def test_what_is_wrong_with_a_file_stands_beside_it(self):
        known = picture_file(30, 20)
        make_image(known)
        known.seek(0)
        for file, problem in (
            (
                SimpleUploadedFile("x.jpg", b"<svg onload='x()'/>"),
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
                self.assertEqual(browsing.field(response, "alt_text_fr").get("value"), "Un bateau")
        self.assertEqual(Image.objects.count(), 1)

    def test_needs_a_credit_and_a_focal_point_inside(self):
        response = self.upload(picture_file(60, 40), credit="", focal_y=101)

        self.assertEqual(len(browsing.errors(response, "credit")), 1)
        self.assertEqual(len(browsing.errors(response, "focal_y")), 1)
        self.assertFalse(Image.objects.exists())

    def test_translators_upload_nothing(self):
        self.client.force_login(make_user(TRANSLATOR, languages=["fr"]))

        self.assertEqual(self.client.get(ADD).status_code, 403)


class ListTests(TestCase):
    def test_shows_small_pictures_with_their_alternative_text(self):
        image = make_image(alt_text_en="A boat")
        self.client.force_login(make_user(interface_language="en"))

        response = self.client.get("/admin/images/image/")

        [shown] = browsing.page(response).xpath("//img[@class='thumbnail']")
        self.assertEqual(shown.get("alt"), "A boat")
        self.assertIn(shown.get("src"), [r.file.url for r in image.renditions.all()])
