from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from accounts.roles import EDITOR
from tests import browsing
from tests.factories import make_section, make_user
from website.models import SiteSettings, StaticPage

SITE = "/admin/website/sitesettings/"
PAGES = "/admin/website/staticpage/"


class SiteSettingsTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user(interface_language="en"))

    def test_the_list_leads_to_the_one_form(self):
        self.assertRedirects(self.client.get(SITE), f"{SITE}1/change/")
        self.assertEqual(self.client.get(f"{SITE}add/").status_code, 403)

    def test_opens_languages_by_their_own_names(self):
        response = self.client.get(f"{SITE}1/change/")
        names = browsing.words(response, "//div[@id='id_open_languages']//label")
        form = browsing.fields(response, "sitesettings_form")

        self.client.post(f"{SITE}1/change/", form | {"open_languages": ["ar", "fr"]})

        self.assertEqual(names, ["English", "Français", "العربية", "Русский", "Español", "中文"])
        self.assertEqual(SiteSettings.objects.get().open_languages, "ar,fr")

    def test_a_name_changed_meanwhile_does_not_close_a_language(self):
        form = browsing.fields(self.client.get(f"{SITE}1/change/"), "sitesettings_form")
        SiteSettings.objects.update(open_languages="fr")

        self.client.post(f"{SITE}1/change/", form | {"brand_fr": "Le Méridien"})

        site = SiteSettings.objects.get()
        self.assertEqual((site.brand_fr, site.open_languages), ("Le Méridien", "fr"))


class MenuTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")
        cls.world = make_section(name_en="World", name_fr="Monde")
        cls.sport = make_section(name_en="Sport", name_fr="Sports")
        cls.culture = make_section(name_en="", name_fr="Culture")

    def setUp(self):
        self.client.force_login(self.chief)
        self.shown = self.client.get(f"{SITE}1/change/")

    def send(self, **changes):
        """Save the form as it was shown when the test began, with some changes."""
        form = browsing.fields(self.shown, "sitesettings_form")
        return self.client.post(f"{SITE}1/change/", form | changes)

    def menus(self):
        site = SiteSettings.objects.rewrite(False).get()
        return site.navigation_en or "", site.navigation_fr or ""

    def test_is_arranged_by_name_or_number_in_each_language(self):
        self.send(navigation_fr=["Culture", str(self.world.pk)], navigation_en=["sport"])

        ids = f"{self.culture.pk},{self.world.pk}"
        self.assertEqual(self.menus(), (str(self.sport.pk), ids))

        response = self.client.get(f"{SITE}1/change/")
        rows = browsing.page(response).xpath(
            "//div[contains(@class, 'field-navigation_fr')]//ol[@class='chosen-rows']/li"
        )
        self.assertEqual(
            [(row.get("data-name"), row.xpath(".//bdi/@lang")) for row in rows],
            [("Culture", ["fr"]), ("World", ["en"])],
        )

    def test_refuses_what_is_no_section_and_keeps_what_was_typed(self):
        for typed, error in (
            ("999999", "One of the sections is not there any more."),
            ("Wrold", "No section is called “Wrold”."),
        ):
            with self.subTest(typed=typed):
                response = self.send(navigation_fr=[str(self.world.pk), typed], brand_fr="Autre")
                self.assertEqual(browsing.errors(response, "navigation_fr"), [error])
                sent = browsing.fields(response, "sitesettings_form")["navigation_fr"]
                self.assertEqual([*filter(None, sent)], [str(self.world.pk), typed])
                self.shown = response
        self.assertEqual(self.menus(), ("", ""))

        self.send(navigation_fr=[str(self.world.pk)])
        self.assertEqual(self.menus(), ("", str(self.world.pk)))

    def test_can_be_emptied(self):
        SiteSettings.objects.update(navigation_fr=f"{self.world.pk}")
        self.shown = self.client.get(f"{SITE}1/change/")

        self.send(navigation_fr=[""])

        self.assertEqual(self.menus()[1], "")

    def test_what_another_arranged_meanwhile_is_neither_lost_nor_written_over_unseen(self):
        SiteSettings.objects.update(navigation_fr=f"{self.sport.pk},{self.world.pk}")

        self.send(brand_fr="Le Méridien")
        self.assertEqual(self.menus()[1], f"{self.sport.pk},{self.world.pk}")

        response = self.send(navigation_fr=["Culture"])
        self.assertIn("Sport and World", browsing.errors(response, "navigation_fr")[0])
        self.assertEqual(self.menus()[1], f"{self.sport.pk},{self.world.pk}")

        form = browsing.fields(response, "sitesettings_form")
        [over] = browsing.page(response).xpath("//input[@name='over-navigation_fr']/@value")
        self.client.post(f"{SITE}1/change/", form | {"over-navigation_fr": over})
        self.assertEqual(self.menus()[1], f"{self.culture.pk}")

    def test_a_section_that_is_gone_keeps_nothing_from_being_saved(self):
        SiteSettings.objects.update(navigation_fr=f"999999,{self.world.pk}")
        self.shown = self.client.get(f"{SITE}1/change/")

        self.send(navigation_fr=[str(self.world.pk), "Sport"])

        self.assertEqual(self.menus()[1], f"{self.world.pk},{self.sport.pk}")

    def test_query_count_depends_neither_on_the_sections_nor_on_what_is_chosen(self):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                self.client.get(f"{SITE}1/change/")
            return len(queries)

        before = cost()
        ids = [self.world.pk, self.sport.pk, *(make_section().pk for _ in range(3))]
        SiteSettings.objects.update(
            **dict.fromkeys(("navigation_fr", "navigation_ar"), f"{ids}"[1:-1].replace(" ", ""))
        )

        self.assertEqual(cost(), before)


class StaticPageTests(TestCase):
    def test_a_page_has_a_title_and_a_cleaned_body_in_each_language(self):
        self.client.force_login(make_user())
        form = browsing.fields(self.client.get(f"{PAGES}add/"), "staticpage_form")

        texts = {"slug": "imprint", "title_ar": "بيانات", "body_ar": "<p>x<script>y</script></p>"}
        self.client.post(f"{PAGES}add/", form | texts)

        page = StaticPage.objects.get()
        self.assertEqual(page.title_ar, "بيانات")
        self.assertNotIn("script", page.body_ar)

    def test_is_the_chief_editors(self):
        self.client.force_login(make_user(EDITOR, languages=["fr"]))

        self.assertEqual(self.client.get(PAGES).status_code, 403)
