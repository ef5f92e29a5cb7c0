from django.test import TestCase

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles.models import Section, Topic
from tests import browsing
from tests.factories import make_section, make_user

ADD_SECTION = "/admin/articles/section/add/"
ADD_TOPIC = "/admin/articles/topic/add/"


class SectionTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user(interface_language="en"))

    def add(self, **texts):
        form = browsing.fields(self.client.get(ADD_SECTION), "section_form")
        return self.client.post(ADD_SECTION, form | texts)

    def test_an_address_is_made_from_the_name_where_none_is_given(self):
        self.add(name_fr="Vie quotidienne", name_ar="العالم", name_en="World", slug_en="planet")

        section = Section.objects.get()
        self.assertEqual(
            (section.slug_fr, section.slug_ar, section.slug_en, section.slug_ru),
            ("vie-quotidienne", "العالم", "planet", None),
        )

    def test_an_address_that_is_none_is_refused_beside_the_field(self):
        make_section(slug_fr="monde")
        for slug, problem in (
            ("?!", "Use letters and digits of any script, joined by single hyphens."),
            ("search", "“search” is a word of the site's own addresses. Choose another."),
            ("12", "An address needs a letter: digits alone are refused."),
        ):
            with self.subTest(slug=slug):
                response = self.add(name_fr="Nom", slug_fr=slug)
                self.assertEqual(browsing.errors(response, "slug_fr"), [problem])
                self.assertEqual(browsing.field(response, "slug_fr").get("value"), slug)
        self.assertEqual(len(browsing.errors(self.add(slug_fr="monde"), "slug_fr")), 1)
        self.assertEqual(Section.objects.count(), 1)

    def test_an_address_given_up_is_made_anew_from_the_name(self):
        section = make_section(name_fr="Monde", slug_fr="vieux")
        address = f"/admin/articles/section/{section.pk}/change/"
        form = browsing.fields(self.client.get(address), "section_form")

        self.client.post(address, form | {"slug_fr": ""})

        section.refresh_from_db()
        self.assertEqual(section.slug_fr, "monde")

    def test_chief_editors_alone_add_sections(self):
        for role, section, topic in (
            (CHIEF_EDITOR, 200, 200),
            (EDITOR, 403, 200),
            (REPORTER, 403, 200),
            (TRANSLATOR, 403, 403),
        ):
            self.client.force_login(make_user(role, languages=["fr"]))
            with self.subTest(role=role):
                self.assertEqual(self.client.get(ADD_SECTION).status_code, section)
                self.assertEqual(self.client.get(ADD_TOPIC).status_code, topic)

    def test_a_topic_gets_its_texts(self):
        form = browsing.fields(self.client.get(ADD_TOPIC), "topic_form")

        self.client.post(ADD_TOPIC, form | {"name_zh_hans": "网络安全"})

        topic = Topic.objects.get()
        self.assertEqual((topic.name_zh_hans, topic.slug_zh_hans), ("网络安全", "网络安全"))
