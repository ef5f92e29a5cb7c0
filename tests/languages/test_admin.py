from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from modeltranslation.translator import translator

import languages
from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles.models import Alert, Article, Correction, Section, Topic
from authors.models import Author
from images.models import Image
from languages.admin import TranslatedModelAdmin
from languages.columns import column, translated_fields
from tests import browsing
from tests.factories import (
    make_alert,
    make_article,
    make_author,
    make_image,
    make_section,
    make_topic,
    make_user,
)
from website.models import SiteSettings, StaticPage

pytestmark = pytest.mark.thorough


def make_everything():
    """One of each kind that has a form with a group per language."""
    article = make_article()
    return [
        make_section(),
        make_topic(),
        make_author(),
        make_image(),
        make_alert(article=article, text_fr="Alerte", text_ar="عاجل"),
        Correction.objects.create(article=article, text_fr="Erreur", text_ar="خطأ"),
        SiteSettings.objects.get(),
        StaticPage.objects.create(slug="imprint", title_fr="Mentions", title_ar="بيانات"),
    ]


def texts_of(model):
    """Its translated fields that are words; the menu is chosen: tests/website/test_admin.py."""
    return [name for name in translated_fields(model) if name != "navigation"]


class Form(TestCase):
    """A form that two people may have open."""

    def address(self, obj):
        return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])

    def open(self, user, obj):
        self.client.force_login(user)
        self.response = self.client.get(self.address(obj))
        return browsing.fields(self.response, f"{obj._meta.model_name}_form")

    def send(self, user, obj, form, **changes):
        self.client.force_login(user)
        return self.client.post(self.address(obj), form | changes)

    def value(self, obj, name):
        return type(obj).objects.values_list(name, flat=True).get(pk=obj.pk)


class EveryModelTests(Form):
    @classmethod
    def setUpTestData(cls):
        cls.chief, cls.other = make_user(interface_language="en"), make_user()
        cls.objects = make_everything()

    def test_every_translated_model_has_such_an_admin(self):
        registered = {
            model
            for model in translator.get_registered_models()
            if isinstance(admin.site.get_model_admin(model), TranslatedModelAdmin)
        }

        self.assertEqual(registered, set(translator.get_registered_models()) - {Article})
        self.assertEqual(registered, {type(obj) for obj in self.objects})

    def test_each_text_says_its_language_and_direction(self):
        for obj in self.objects:
            self.open(self.chief, obj)
            for name in texts_of(type(obj)):
                for code in languages.codes():
                    with self.subTest(model=type(obj), field=name, language=code):
                        control = browsing.field(self.response, column(name, code))
                        self.assertEqual(control.get("lang"), languages.tag(code))
                        self.assertEqual(control.get("dir"), languages.direction(code))

    def test_languages_head_their_groups_by_their_own_names(self):
        self.open(self.chief, self.objects[0])

        headings = browsing.words(self.response, "//fieldset[contains(@class,'language')]/h2")
        self.assertEqual(headings, [languages.own_name(code) for code in languages.codes()])

    def test_two_who_change_different_languages_both_keep_their_change(self):
        for obj in self.objects:
            for name in texts_of(type(obj)):
                french, arabic = column(name, "fr"), column(name, "ar")
                texts = ("nouveau", "جديد") if "body" not in name else ("<p>n</p>", "<p>ج</p>")
                with self.subTest(model=type(obj), field=name):
                    first = self.open(self.chief, obj)
                    second = self.open(self.other, obj)

                    saved = self.send(self.chief, obj, first, **{french: texts[0]})
                    also_saved = self.send(self.other, obj, second, **{arabic: texts[1]})

                    self.assertEqual((saved.status_code, also_saved.status_code), (302, 302))
                    self.assertIn(texts[0].strip("</p>"), self.value(obj, french))
                    self.assertIn(texts[1].strip("</p>"), self.value(obj, arabic))

    def test_two_who_change_one_text_are_told_and_nothing_is_lost(self):
        for obj in self.objects:
            name = column(translated_fields(type(obj))[0], "fr")
            with self.subTest(model=type(obj)):
                first, second = self.open(self.chief, obj), self.open(self.other, obj)
                self.send(self.other, obj, second, **{name: "autre"})

                response = self.send(self.chief, obj, first, **{name: "mien"})

                self.assertEqual(self.value(obj, name), "autre")
                [told] = browsing.errors(response, name)
                self.assertIn("Changed meanwhile by somebody else to: autre", told)
                control = browsing.field(response, name)
                self.assertIn("mien", control.get("value") or control.text)

    def test_a_form_sent_as_it_was_shown_writes_no_column(self):
        for obj in self.objects:
            with self.subTest(model=type(obj)):
                form = self.open(self.chief, obj)
                with CaptureQueriesContext(connection) as queries:
                    response = self.client.post(self.address(obj), form)
                table = f'UPDATE "{obj._meta.db_table}"'
                self.assertEqual(response.status_code, 302)
                self.assertFalse([q for q in queries if q["sql"].startswith(table)])


class ContestedFieldTests(Form):
    def setUp(self):
        self.chief, self.other = make_user(interface_language="en"), make_user()
        self.section = make_section(name_fr="Monde")
        self.form = self.open(self.chief, self.section)

    def other_saves(self, **changes):
        form = self.open(self.other, self.section)
        self.assertEqual(self.send(self.other, self.section, form, **changes).status_code, 302)

    def test_is_not_passed_by_sending_the_form_again(self):
        self.other_saves(name_fr="Le monde")
        response = self.send(self.chief, self.section, self.form, name_fr="Planète")

        again = browsing.fields(response, "section_form")
        response = self.send(self.chief, self.section, again)

        self.assertEqual(len(browsing.errors(response, "name_fr")), 1)
        self.assertEqual(self.value(self.section, "name_fr"), "Le monde")

    def over(self, response):
        token = browsing.field(response, "over-name_fr").get("value")
        return browsing.fields(response, "section_form") | {"over-name_fr": token}

    def test_mine_is_saved_over_theirs_when_the_person_says_so(self):
        self.other_saves(name_fr="Le monde")
        response = self.send(self.chief, self.section, self.form, name_fr="Planète")

        response = self.send(self.chief, self.section, self.over(response))

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.value(self.section, "name_fr"), "Planète")

    def test_a_third_text_is_not_written_over_unseen(self):
        self.other_saves(name_fr="Le monde")
        response = self.send(self.chief, self.section, self.form, name_fr="Planète")
        form = self.over(response)
        self.other_saves(name_fr="Le monde entier")

        response = self.send(self.chief, self.section, form)

        self.assertEqual(self.value(self.section, "name_fr"), "Le monde entier")
        self.assertIn("Le monde entier", browsing.errors(response, "name_fr")[0])

    def test_the_same_change_twice_is_no_conflict(self):
        self.other_saves(name_fr="Le monde")

        response = self.send(self.chief, self.section, self.form, name_fr="Le monde")

        self.assertEqual(response.status_code, 302)

    def test_a_moment_that_was_not_touched_is_kept_to_the_microsecond(self):
        at = timezone.now()
        alert = make_alert(text_fr="Alerte", starts_at=at)
        form = self.open(self.chief, alert)

        self.send(self.chief, alert, form, text_fr="Alerte !")

        self.assertEqual(self.value(alert, "starts_at"), at)

    @override_settings(TIME_ZONE="Europe/Paris")
    def test_a_moment_that_came_twice_does_not_keep_the_rest_from_being_saved(self):
        at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second half past two
        alert = make_alert(text_fr="Alerte", starts_at=at)
        form = self.open(self.chief, alert)

        self.send(self.chief, alert, form, text_fr="Alerte !")

        self.assertEqual(self.value(alert, "text_fr"), "Alerte !")
        self.assertEqual(self.value(alert, "starts_at"), at)

    def test_line_ends_of_browsers_are_no_change(self):
        author = make_author(biography_fr="Un\nDeux")
        form = self.open(self.chief, author)
        form = {
            name: [value.replace("\n", "\r\n") for value in values] for name, values in form.items()
        }
        Author.objects.filter(pk=author.pk).update(biography_fr="Un\nDeux\nTrois")

        response = self.send(self.chief, author, form, name_fr="Neuf")

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.value(author, "biography_fr"), "Un\nDeux\nTrois")


class WhoMayWriteTests(Form):
    @classmethod
    def setUpTestData(cls):
        cls.objects = [make_section(), make_topic(), make_author(), make_image()]

    def test_a_translator_changes_the_texts_of_the_accounts_languages_alone(self):
        translator = make_user(TRANSLATOR, languages=["ar"])
        for obj in self.objects:
            name = translated_fields(type(obj))[0]
            french, arabic = column(name, "fr"), column(name, "ar")
            before = self.value(obj, french)
            with self.subTest(model=type(obj)):
                form = self.open(translator, obj)
                self.assertIn(arabic, form)
                self.assertNotIn(french, form)

                forged = {french: "faux", f"initial-{french}": before, arabic: "جديد"}
                self.send(translator, obj, form, **forged)

                self.assertEqual(self.value(obj, french), before)
                self.assertEqual(self.value(obj, arabic), "جديد")

    def test_texts_that_one_does_not_write_say_their_language_too(self):
        self.open(make_user(TRANSLATOR, languages=["fr"]), self.objects[0])

        shown = browsing.page(self.response).xpath("//div[contains(@class,'readonly') and @lang]")
        self.assertIn(("ar", "rtl"), {(item.get("lang"), item.get("dir")) for item in shown})

    def test_facts_are_not_a_translators_to_change(self):
        translator = make_user(TRANSLATOR, languages=["fr"])
        for obj, name, value in (
            (self.objects[0], "position", 99),
            (self.objects[2], "slug", "autre-adresse"),
            (self.objects[3], "credit", "Moi"),
        ):
            with self.subTest(model=type(obj)):
                form = self.open(translator, obj)
                self.send(translator, obj, form, **{name: value, f"initial-{name}": ""})
                self.assertNotEqual(self.value(obj, name), value)

    def test_sections_facts_are_the_chief_editors(self):
        for role, is_allowed in ((EDITOR, False), (REPORTER, False), ("chief editor", True)):
            form = self.open(make_user(role, languages=["fr"]), self.objects[0])
            with self.subTest(role=role):
                self.assertEqual("position" in form, is_allowed)

    def test_alerts_are_for_those_who_lead_and_the_site_for_chief_editors(self):
        alert = make_alert(text_fr="Alerte")
        for role, of_alert, of_site in (
            ("chief editor", True, True),
            (EDITOR, True, False),
            (REPORTER, False, False),
            (TRANSLATOR, False, False),
        ):
            user = make_user(role, languages=["fr"])
            with self.subTest(role=role):
                form = self.open(user, alert)
                self.assertEqual("text_fr" in form, of_alert)
                posted = self.send(user, alert, {"text_fr": "x", "initial-text_fr": "Alerte"})
                self.assertEqual(posted.status_code != 403, of_alert)
                response = self.client.get("/admin/website/sitesettings/1/change/")
                self.assertEqual(response.status_code == 200, of_site)


class InUseTests(Form):
    def test_what_is_in_use_is_not_deleted_and_says_by_what(self):
        self.client.force_login(make_user(interface_language="en"))
        section, author, image = make_section(name_en="World"), make_author(), make_image()
        topic = make_topic()
        make_article(section=section, authors=[author], lead_image=image, topics=[topic])
        for obj in (section, author, image, topic):
            with self.subTest(model=type(obj)):
                address = self.address(obj).replace("change", "delete")
                told = self.client.get(address)
                self.client.post(address, {"post": "yes"})
                self.assertTrue(browsing.words(told, "//ul[@id='deleted-objects']/li"))
                self.assertTrue(type(obj).objects.filter(pk=obj.pk).exists())

    def test_what_nobody_uses_is_deleted(self):
        self.client.force_login(make_user())
        for obj in (make_section(), make_author(), make_image(), make_topic()):
            with self.subTest(model=type(obj)):
                self.client.post(self.address(obj).replace("change", "delete"), {"post": "yes"})
                self.assertFalse(type(obj).objects.filter(pk=obj.pk).exists())


class ListTests(TestCase):
    def test_query_count_does_not_grow_with_rows(self):
        self.client.force_login(make_user(interface_language="en"))
        makers = {
            Section: make_section,
            Topic: make_topic,
            Author: make_author,
            Image: make_image,
            Alert: lambda: make_alert(text_fr="Alerte", article=make_article()),
            StaticPage: lambda: StaticPage.objects.create(
                slug=f"page-x{StaticPage.objects.count()}", title_fr="Page"
            ),
        }
        for model, make in makers.items():
            address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
            counts = []
            for rows in (1, 2):
                for _row in range(rows):
                    make()
                with CaptureQueriesContext(connection) as queries:
                    self.assertEqual(self.client.get(address).status_code, 200)
                counts.append(len(queries))
            with self.subTest(model=model):
                self.assertEqual(counts[0], counts[1])
