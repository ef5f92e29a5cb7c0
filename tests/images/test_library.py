"""What is found in the library, and the choice of an image from another form."""

from datetime import UTC, datetime, timedelta
from itertools import chain, count

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from images.library import LibraryForm, LibraryPage
from images.models import Image
from tests import browsing
from tests.factories import in_every_language, make_article, make_image, make_user

pytestmark = pytest.mark.thorough

LIBRARY = "/admin/images/image/"
PICKER = "/admin/images/image/picker/"
numbers = count(1)


def make_row(**fields):
    """An image without a file: quick."""
    texts = in_every_language(alt_text="What is seen", caption="A caption")
    file = {"sha256": f"{next(numbers):064}", "file": "none.jpg", "width": 48, "height": 32}
    return Image.objects.create(**{"credit": "A photographer"} | file | texts | fields)


def shown(user, query):
    return [tile.pk for tile in LibraryPage(LibraryForm(QueryDict(query)), user).tiles]


def tile_words(response, image):
    return browsing.words(response, f"//a[@href='/admin/images/image/{image.pk}/change/']")[0]


class FindingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        today = timezone.localdate()
        cls.user = make_user(interface_language="en")
        cls.boat = make_row(alt_text_fr="Un bateau à quai", alt_text_ar="قارب في الميناء")
        cls.unseen = make_row(alt_text_fr="", alt_text_ru=None, uploaded_by=cls.user)
        cls.ornament = make_row(alt_text_fr="", is_decorative=True, credit="")
        cls.ended = make_row(rights_end=today - timedelta(days=1), credit="")
        cls.ending = make_row(rights_end=today + timedelta(days=30))
        cls.far = make_row(rights_end=today + timedelta(days=31))
        Image.objects.filter(pk=cls.far.pk).update(uploaded_at=datetime(2020, 2, 3, 12, tzinfo=UTC))
        make_article(
            lead_image=cls.boat,
            language="en",
            body=f'<figure data-image="{cls.unseen.pk}"></figure>',
        )

    def assert_shown(self, query, *images):
        with self.subTest(query=query):
            expected = [image.pk for image in images]
            self.assertEqual(shown(self.user, query), expected)

    def test_by_words_in_any_language_and_by_number(self):
        for query in ("q=bateau", "q=Quai+BATE", "q=ميناء", f"q=%23{self.boat.pk}"):
            self.assert_shown(query, self.boat)
        self.assertIn(self.boat.pk, shown(self.user, f"q={self.boat.pk}"))
        self.assert_shown("q=zeppelin")

    def test_by_what_is_missing_and_by_rights(self):
        self.assert_shown("missing=fr", self.unseen)
        self.assert_shown("missing=ru", self.unseen)
        self.assert_shown("missing=ar")
        self.assert_shown("uncredited=on", self.ended, self.ornament)
        self.assert_shown("rights=ended", self.ended)
        self.assert_shown("rights=soon", self.ending)

    def test_by_person_day_and_use(self):
        self.assert_shown("mine=on", self.unseen)
        self.assert_shown("until=2020-02-03", self.far)
        self.assert_shown("since=2020-02-03&until=2020-02-03", self.far)
        self.assert_shown("until=2020-02-02")
        self.assert_shown("unused=on", self.far, self.ending, self.ended, self.ornament)

    def test_all_that_is_asked_must_hold(self):
        self.assert_shown("uncredited=on&rights=ended", self.ended)
        self.assert_shown("uncredited=on&rights=ended&mine=on")

    def test_what_makes_no_sense_counts_as_not_asked(self):
        everything = shown(self.user, "")
        self.assertEqual(len(everything), 6)
        for query in ("missing=xx", "rights=no", "since=soon", "before=-1", "before=x", "q="):
            with self.subTest(query=query):
                self.assertEqual(shown(self.user, query), everything)
        self.assertEqual(shown(self.user, "q=" + "9" * 150), [])

    def test_each_filter_in_force_can_be_taken_away_alone(self):
        form = LibraryForm(QueryDict("missing=fr&mine=on&before=9"))

        self.assertEqual(
            [(str(chip["words"]), chip["url"]) for chip in form.chips],
            [
                ("Without alternative text: Français", "?mine=on"),
                ("Uploaded by me", "?missing=fr"),
            ],
        )

    def test_pages_go_on_and_back_without_gap_or_repetition(self):
        def page(query):
            return LibraryPage(LibraryForm(QueryDict(query.removeprefix("?"))), self.user, size=2)

        first = page("")
        second = page(first.older)
        third = page(second.older)
        back = page(third.newer)

        pages = [[tile.pk for tile in one.tiles] for one in (first, second, third)]
        self.assertEqual([*chain(*pages)], shown(self.user, ""))
        self.assertEqual([tile.pk for tile in back.tiles], pages[1])
        self.assertEqual((first.newer, third.older), (None, None))
        self.assertIsNone(page(back.newer).newer)


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user(interface_language="en")

    def setUp(self):
        self.client.force_login(self.user)

    def test_a_tile_tells_what_an_editor_has_to_know(self):
        half = make_row(alt_text_en="A boat", alt_text_fr="", alt_text_ar="")
        ended = make_row(rights_end=timezone.localdate() - timedelta(days=1), credit="")
        ornament = make_row(alt_text_en="", is_decorative=True)
        bare = make_row(**{name: "" for name in in_every_language(alt_text="", caption="")})

        response = self.client.get(LIBRARY)

        self.assertEqual(
            tile_words(response, half),
            "A boat A photographer No alternative text: Françaisfr العربيةar",
        )
        self.assertIn("No credit Rights ended", tile_words(response, ended))
        self.assertTrue(tile_words(response, ornament).endswith("Decorative"))
        self.assertEqual(
            tile_words(response, bare), f"#{bare.pk} A photographer No alternative text"
        )

    def test_a_name_in_another_language_says_so(self):
        texts = in_every_language(alt_text="", caption="")
        make_row(**{name: "" for name in texts} | {"alt_text_ar": "قارب"})

        [name] = browsing.page(self.client.get(LIBRARY)).xpath("//*[@class='tile-name']")

        self.assertEqual((name.get("lang"), name.get("dir")), ("ar", "rtl"))

    def test_what_matches_nothing_says_so_and_leads_on(self):
        response = self.client.get(f"{LIBRARY}?q=zeppelin")

        self.assertEqual(
            browsing.words(response, "//*[@class='library-empty']"), ["No image matches. Show all"]
        )

    def test_the_number_of_queries_does_not_grow_with_the_images(self):
        def queries(address):
            with CaptureQueriesContext(connection) as captured:
                self.client.get(address)
            return len(captured)

        addresses = [LIBRARY, f"{LIBRARY}?q=seen&unused=on", f"{PICKER}?language=fr"]
        make_image()
        self.client.get(LIBRARY)
        with_one = [queries(address) for address in addresses]
        make_image()
        make_row()

        self.assertEqual([queries(address) for address in addresses], with_one)

    def test_everybody_at_the_desk_may_look_and_nobody_else(self):
        for role, status in ((REPORTER, 200), (TRANSLATOR, 200), (EDITOR, 200), (None, 403)):
            self.client.force_login(make_user(role))
            for address in (LIBRARY, PICKER):
                with self.subTest(role=role, address=address):
                    self.assertEqual(self.client.get(address).status_code, status)
        self.client.logout()
        self.assertEqual(self.client.get(PICKER).status_code, 302)


class ChoiceTests(TestCase):
    """The dialog over another form: what it shows and saves of one image in one language."""

    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user(EDITOR, languages=["fr"], interface_language="en")
        cls.translator = make_user(TRANSLATOR, languages=["fr"], interface_language="en")
        cls.image = make_row(alt_text_fr="", caption_fr="Au port", alt_text_ru="")

    def address(self, language="fr"):
        return f"{PICKER}{self.image.pk}/?language={language}"

    def fields(self, language="fr"):
        [form] = browsing.page(self.client.get(self.address(language))).forms
        return dict(form.form_values())

    def save(self, form, language="fr"):
        response = self.client.post(self.address(language), form)
        self.image.refresh_from_db()
        return response

    def test_shows_the_texts_of_one_language_and_what_others_lack(self):
        self.client.force_login(self.editor)

        response = self.client.get(self.address())

        field = browsing.field(response, "caption_fr")
        self.assertEqual((field.text.strip(), field.get("lang")), ("Au port", "fr"))
        self.assertNotContains(response, 'name="caption_en"')
        [others] = browsing.words(response, "//dt[.='No alternative text in']/following::dd[1]")
        self.assertEqual(others, "Русский")

    def test_saves_what_was_changed(self):
        self.client.force_login(self.editor)

        response = self.save(self.fields() | {"alt_text_fr": "Un bateau", "focal_x": "10"})

        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            (self.image.alt_text_fr, self.image.caption_fr, self.image.focal_x),
            ("Un bateau", "Au port", 10),
        )
        self.assertIn("bateau", self.image.found_by)

    def test_is_refused_where_somebody_has_changed_the_same_meanwhile(self):
        self.client.force_login(self.editor)
        form = self.fields()
        Image.objects.filter(pk=self.image.pk).update(alt_text_fr="Le leur", credit="Theirs")

        response = self.save(form | {"alt_text_fr": "Le mien", "caption_fr": "Neuf"})

        self.assertEqual(response.status_code, 422)
        self.assertIn("Le leur", browsing.words(response, "//*[@class='theirs']"))
        self.assertEqual(
            (self.image.alt_text_fr, self.image.caption_fr, self.image.credit),
            ("Le leur", "Au port", "Theirs"),
        )

        over = browsing.field(response, "over-alt_text_fr").get("value")
        self.save(form | {"alt_text_fr": "Le mien", "over-alt_text_fr": over})
        self.assertEqual((self.image.alt_text_fr, self.image.credit), ("Le mien", "Theirs"))

    def test_a_focal_point_outside_is_refused(self):
        self.client.force_login(self.editor)

        response = self.save(self.fields() | {"focal_x": "101"})

        self.assertEqual((response.status_code, self.image.focal_x), (422, 50))

    def test_translators_describe_in_their_languages_and_change_no_fact(self):
        self.client.force_login(self.translator)
        facts = {"credit": "Changed", "focal_x": "1", "is_decorative": "on"}

        self.save(self.fields() | {"alt_text_fr": "Un bateau"} | facts)
        self.save(self.fields("ru") | {"alt_text_ru": "Лодка"}, "ru")

        self.assertEqual((self.image.alt_text_fr, self.image.alt_text_ru), ("Un bateau", ""))
        self.assertEqual((self.image.credit, self.image.focal_x), ("A photographer", 50))
        self.assertFalse(self.image.is_decorative)

    def test_what_is_not_there_is_not_found(self):
        self.client.force_login(self.editor)

        self.assertEqual(self.client.get(f"{PICKER}999999/").status_code, 404)

    def test_a_language_that_is_none_becomes_that_of_the_interface(self):
        self.client.force_login(self.editor)

        response = self.client.get(self.address("tlh"))

        self.assertContains(response, 'name="alt_text_en"', count=0)
        self.assertContains(response, ">English<")

    def test_a_page_of_results_stands_alone(self):
        self.client.force_login(self.editor)

        response = self.client.get(f"{PICKER}?part=results&q=port")

        [page] = browsing.page(response).xpath("//*[@data-status]")
        self.assertEqual(page.get("data-status"), "1 image")
        self.assertEqual(browsing.field(response, "picked").get("value"), str(self.image.pk))
