from django.test import TestCase

from accounts.roles import EDITOR
from tests import browsing
from tests.factories import make_user
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
