"""The page about the roles says what the rules decide, of every permission there is."""

from django.contrib.auth.models import AnonymousUser
from django.test import TestCase
from django.utils import timezone
from rules.permissions import permissions

from accounts import duties
from accounts.roles import CHIEF_EDITOR, EDITOR, LABELS, REPORTER, TRANSLATOR
from articles.models import Alert, Article, Edition
from tests import browsing
from tests.factories import make_section, make_user

ROLES = "/accounts/roles/"
# What each is asked about: nothing, or an object in or out of one's languages and sections.
ABOUT = {
    "articles.write_facts": "article",
    "articles.write_edition": "edition",
    "articles.publish_edition": "edition",
    "articles.change_alert": "alert",
    "accounts.write_language": "language",
}
SCOPES = {
    # May, where the object is: one's own; in another language; in another section; released.
    (True, True, True, True): duties.ALL,
    (True, False, True, True): duties.LANGUAGES,
    (True, True, False, True): duties.SECTIONS,
    (True, False, False, True): duties.BOTH,
    (True, True, True, False): duties.UNRELEASED,
    (False, False, False, False): duties.NONE,
}


class TruthTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.own, cls.other = make_section(), make_section()
        cls.people = {
            role: make_user(role, languages=["fr"], sections=[cls.own]) for role in LABELS
        }

        cls.cases = [
            cls.objects(),
            cls.objects(language="ar"),
            cls.objects(section=cls.other),
            cls.objects(released_at=timezone.now()),
        ]

    @classmethod
    def objects(cls, language="fr", section=None, released_at=None):
        article = Article(section=section or cls.own)
        return {
            "article": article,
            "edition": Edition(article=article, language=language),
            "alert": Alert(released_at=released_at),
            "language": language,
        }

    def may(self, user, permission, objects):
        return user.has_perm(permission, objects.get(ABOUT.get(permission)))

    def scope(self, user, permission):
        return SCOPES.get(tuple(self.may(user, permission, case) for case in self.cases))

    def test_every_cell_is_what_the_rules_say(self):
        for group in duties.GROUPS:
            for act in group.acts:
                for permission in act.permissions:
                    found = {
                        role: self.scope(user, permission) for role, user in self.people.items()
                    }
                    self.assertEqual(found, act.scopes, f"{permission}: {act.label}")

    def test_every_permission_is_told_once(self):
        told = [name for group in duties.GROUPS for act in group.acts for name in act.permissions]

        self.assertEqual(sorted(told), sorted(permissions))

    def test_account_without_sections_works_in_every_one(self):
        editor = make_user(EDITOR, languages=["fr"])

        self.assertTrue(
            self.may(editor, "articles.publish_edition", self.objects(section=self.other))
        )

    def test_superusers_may_do_all_of_it_and_strangers_nothing(self):
        superuser = make_user(None, is_superuser=True)
        elsewhere = self.objects(language="ar", section=self.other)
        for permission in permissions:
            self.assertTrue(self.may(superuser, permission, elsewhere), permission)
            self.assertFalse(self.may(AnonymousUser(), permission, elsewhere), permission)


class PageTests(TestCase):
    def test_is_for_everybody_who_signs_in(self):
        self.assertRedirects(self.client.get(ROLES), f"/accounts/login/?next={ROLES}")

        self.client.force_login(make_user(TRANSLATOR, languages=["ar"]))

        self.assertEqual(self.client.get(ROLES).status_code, 200)

    def test_table_reads_as_the_structure_has_it(self):
        self.client.force_login(make_user(REPORTER))

        page = self.client.get(ROLES)

        heads = ["Reporter", "Translator", "Editor", "Chief editor"]
        self.assertEqual(browsing.words(page, "//thead//th"), heads)
        start = browsing.words(page, "//tr[th[.='Start a story']]/td/span[2]")
        self.assertEqual(start, ["Yes", "No", "Yes", "Yes"])

    def test_own_roles_stand_out(self):
        self.client.force_login(make_user(EDITOR))

        page = self.client.get(ROLES)

        self.assertEqual(browsing.words(page, "//dl/div[@class='own']/dt"), ["Editor you"])

    def test_speaks_the_language_of_the_account(self):
        self.client.force_login(make_user(CHIEF_EDITOR, interface_language="ar"))

        self.assertContains(self.client.get(ROLES), 'lang="ar" dir="rtl"')
