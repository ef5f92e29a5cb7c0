from datetime import UTC, datetime
from unittest import mock
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.http import QueryDict
from django.test import Client, SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles.admin import lists
from articles.admin.list_filters import AskedFilters
from articles.lists import ArticleList, Count
from articles.models import Article, Edition, SavedList
from tests import browsing
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.thorough

LIST = "/admin/articles/article/"


def numbers(response):
    """The numbers of the articles that are shown, in their order."""
    return [int(number) for number in browsing.words(response, "//td[@class='field-number']")]


def chips(response):
    return browsing.words(response, "//ul[@class='chips']//a/span[1]")


def shown_by(asked):
    return [key.id for key in ArticleList(asked.filters, timezone.now()).page(50).rows]


def told(response, number=1):
    """The last that an act told, before the page that it leads to is shown."""
    return [str(message) for message in get_messages(response.wsgi_request)][-number:]


def links(response, xpath):
    return [link.get("href") for link in browsing.page(response).xpath(xpath)]


class RowTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")

    def setUp(self):
        self.client.force_login(self.chief)

    def test_shows_the_headline_in_the_interface_language_else_in_the_sources(self):
        article = make_article(by=self.chief, language="ar", headline="عنوان")
        make_edition(by=self.chief, article=article, language="fr", headline="Titre")
        in_english = make_article(by=self.chief, language="fr", headline="Grève")
        make_edition(by=self.chief, article=in_english, language="en", headline="Strike")

        response = self.client.get(LIST)

        headlines = browsing.page(response).xpath("//th[@class='field-headline']//bdi")
        shown = [(item.text, item.get("lang"), item.get("dir")) for item in headlines]
        self.assertEqual(shown, [("Strike", "en", "ltr"), ("عنوان", "ar", "rtl")])

    def test_says_in_words_where_each_edition_stands(self):
        published = make_publication(by=self.chief, language="fr")
        make_edition(by=self.chief, article=published.article, language="ru")

        response = self.client.get(LIST)

        marks = browsing.words(response, "//ul[@class='marks']//span[@class='visually-hidden']")
        self.assertEqual(marks[:2], ["English: No text", "Français: Live"])
        self.assertEqual(marks[3], "Русский: Draft")
        self.assertEqual(len(marks), 6)

    def test_what_was_changed_last_comes_first(self):
        first, second = (make_article(by=self.chief) for _number in range(2))
        make_edition(by=self.chief, article=first, language="ar")

        self.assertEqual(numbers(self.client.get(LIST)), [first.pk, second.pk])

    def test_query_count_grows_neither_with_articles_nor_with_languages_nor_with_kept_lists(self):
        queries_of = {}
        query = urlencode({"q": "headline", "language": "fr"})
        for number in (1, 2):
            for _number in range(number):
                article = make_publication(by=self.chief, language="fr", authors=[make_author()])
                SavedList.objects.create(owner=self.chief, name=f"{article.pk}", query="q=x")
            for language in ("ar", "ru")[: number - 1]:
                make_edition(by=self.chief, article=article.article, language=language)
            for path in (LIST, f"{LIST}?{query}"):
                with CaptureQueriesContext(connection) as queries:
                    response = self.client.get(path)
                queries_of.setdefault(path, []).append(len(queries))
                self.assertEqual(len(numbers(response)), Article.objects.count())
                self.assertFalse([one for one in queries if '"body' in one["sql"]])

        self.assertEqual(Article.objects.count(), 3)
        for path, counts in queries_of.items():
            self.assertEqual(counts[0], counts[1], path)

    def test_pages_lead_to_the_older_and_back(self):
        made = [make_article(by=self.chief).pk for _number in range(3)]
        with mock.patch.object(lists, "SIZE", 2):
            first = self.client.get(f"{LIST}?language=fr")
            [older] = links(first, "//a[@rel='next']")
            second = self.client.get(older)
            [newer] = links(second, "//a[@rel='prev']")
            back = self.client.get(newer)

        self.assertEqual(numbers(first), [made[2], made[1]])
        self.assertEqual(numbers(second), [made[0]])
        self.assertEqual(numbers(back), numbers(first))
        self.assertIn("language=fr&before=", older)
        self.assertEqual(links(second, "//a[@rel='next']"), [])

    def test_a_malformed_place_is_404(self):
        for place in ("before=x", "after=9-9&before=9-9"):
            with self.subTest(place=place):
                self.assertEqual(self.client.get(f"{LIST}?{place}").status_code, 404)

    def test_is_for_the_newsroom_alone(self):
        self.client.force_login(make_user(None))

        self.assertEqual(self.client.get(LIST).status_code, 403)


class FilterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")
        cls.sport, cls.tide = make_section(name_en="Sport"), make_topic(name_en="Tide")
        cls.jean = make_author(name_fr="Jean Dupont", name_en="Jean Dupont")
        other = make_section(name_en="World")
        with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)):
            cls.live = make_publication(
                by=cls.chief, section=cls.sport, authors=[cls.jean], headline="Marée"
            ).article
        with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC)):
            cls.draft = make_article(
                by=cls.chief, section=other, topics=[cls.tide], headline="Grève", kind="interview"
            )

    def setUp(self):
        self.client.force_login(self.chief)

    def get(self, **parameters):
        return self.client.get(LIST, parameters)

    def test_each_filter_of_the_address_narrows_the_list_and_is_named(self):
        for parameters, article, chip in (
            ({"q": "marée"}, self.live, "Search: marée"),
            ({"state": "live"}, self.live, "State: Live"),
            ({"section": self.sport.pk}, self.live, "Section: Sport"),
            ({"kind": "interview"}, self.draft, "Kind: Interview"),
            ({"author": self.jean.pk}, self.live, "Author: Jean Dupont"),
            ({"author_name": "dupont"}, self.live, "Author: dupont"),
            ({"topic": self.tide.pk}, self.draft, "Topic: Tide"),
            ({"topic_name": "tid"}, self.draft, "Topic: tid"),
            (
                {"changed": "between", "since": "2026-03-02"},
                self.draft,
                "Changed: since 2 March 2026",
            ),
            (
                {"changed": "between", "since": "2026-03-01", "until": "2026-03-01"},
                self.live,
                "Changed: 1 March 2026 to 1 March 2026",
            ),
            ({"mine": "1"}, self.draft, "Mine: edited last, not published"),
        ):
            with self.subTest(parameters=parameters):
                asked = AskedFilters(QueryDict(urlencode(parameters)), self.chief)

                self.assertEqual(shown_by(asked), [article.pk])
                self.assertEqual([(one.words, one.query) for one in asked.chips], [(chip, "")])

    def test_days_are_those_of_the_newsroom_until_now(self):
        with time_machine.travel(datetime(2026, 3, 5, 23, tzinfo=UTC)):
            for changed, expected in (
                ("today", [self.draft.pk]),
                ("week", [self.draft.pk, self.live.pk]),
            ):
                asked = AskedFilters(QueryDict(f"changed={changed}"), self.chief)
                self.assertEqual(shown_by(asked), expected)

    def test_a_chip_takes_away_its_filter_and_no_other(self):
        response = self.get(state="draft", language="fr", kind="interview")

        self.assertEqual(numbers(response), [self.draft.pk])
        self.assertEqual(browsing.words(response, "//p[contains(@class, 'list-count')]"),
                         ["1 article"])  # fmt: skip
        self.assertEqual(chips(response), ["State: Draft", "Language: Français", "Kind: Interview"])
        [spoken] = browsing.page(response).xpath("//ul[@class='chips']//*[@lang]")
        self.assertEqual((spoken.get("lang"), spoken.text), ("fr", "Français"))
        self.assertEqual(
            links(response, "//ul[@class='chips']//a")[1], f"{LIST}?state=draft&kind=interview"
        )

    def test_the_form_keeps_what_was_asked(self):
        response = self.get(q="grève “x”", state="draft", language="fr", author=self.jean.pk)

        sent = {
            name: browsing.field(response, name).value
            for name in ("q", "state", "language", "author", "author_name", "section")
        }
        self.assertEqual(
            sent,
            {
                "q": "grève “x”",
                "state": "draft",
                "language": "fr",
                "author": str(self.jean.pk),
                "author_name": "Jean Dupont",
                "section": "",
            },
        )

    def test_a_list_has_one_address_whatever_a_form_sends(self):
        form = {"q": "", "state": "live", "author": self.jean.pk, "author_name": "Jean Dupont"}

        response = self.get(**form, changed="", since="2026-03-01")

        self.assertRedirects(response, f"{LIST}?state=live&author={self.jean.pk}")

    def test_another_name_typed_over_an_author_counts_without_a_script(self):
        other = make_author(name_en="Omar Said")

        response = self.get(author=self.jean.pk, author_name="Omar")
        nobody = self.get(author=self.jean.pk, author_name="")

        self.assertRedirects(response, f"{LIST}?author_name=Omar")
        self.assertEqual(chips(self.get(author=other.pk)), ["Author: Omar Said"])
        self.assertRedirects(nobody, LIST)

    def test_what_is_no_filter_is_said_and_left_out(self):
        for name, value in (
            ("state", "x"),
            ("section", "x"),
            ("author", "9" * 30),
            ("q", "x" * 101),
            ("until", "9999-12-31"),
        ):
            with self.subTest(name=name):
                asked = AskedFilters(QueryDict(f"changed=between&{name}={value}"), self.chief)
                self.assertEqual(list(asked.form.errors), [name])
                self.assertEqual(len(shown_by(asked)), 2)

        response = self.get(state="x")

        [told] = browsing.words(response, "//ul[@class='errorlist']/li")
        self.assertIn("This filter is left out.", told)
        self.assertEqual(len(numbers(response)), 2)

    def test_an_empty_list_says_which_filter_empties_it(self):
        response = self.get(q="marée", state="draft", section=self.sport.pk)

        [link] = browsing.page(response).xpath("//div[@class='empty-list']//a")
        self.assertEqual(" ".join(link.text_content().split()), "Remove “State: Draft”")
        self.assertEqual(link.get("href"), f"{LIST}?q=mar%C3%A9e&section={self.sport.pk}")

        response = self.get(q="marée", state="draft", kind="opinion")

        self.assertEqual(
            browsing.words(response, "//div[@class='empty-list']//a"), ["Remove all filters"]
        )


class KeptListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief, cls.other = (make_user(interface_language="en") for _number in range(2))

    def setUp(self):
        self.client.force_login(self.chief)

    def keep(self, name, query="state=live&language=fr"):
        return self.client.post(f"{LIST}?{query}", {"act": "keep", "name": name})

    def tabs(self, response):
        return [
            (link.text_content(), link.get("href"), link.get("aria-current"))
            for link in browsing.page(response).xpath("//ul[@class='tabs']//a")
        ]

    def test_a_list_is_kept_under_a_name_for_oneself(self):
        response = self.client.get(self.keep(" World,  not in Chinese ").url)

        self.assertEqual(
            self.tabs(response),
            [
                ("All", LIST, None),
                ("In review", f"{LIST}?state=in-review", None),
                ("Mine", f"{LIST}?mine=1", None),
                ("World, not in Chinese", f"{LIST}?state=live&language=fr", "page"),
            ],
        )
        self.assertEqual(
            browsing.messages(response), ["The list is kept as “World, not in Chinese”."]
        )
        self.client.force_login(self.other)
        self.assertEqual(len(self.tabs(self.client.get(LIST))), 3)

    def test_the_place_in_a_list_is_not_kept_with_it(self):
        self.keep("Live", "language=fr&before=1-1&state=live")

        self.assertEqual(SavedList.objects.get().query, "state=live&language=fr")

    def test_a_name_has_one_list(self):
        self.keep("Mine to do")
        self.keep("Mine to do", "state=draft")

        self.assertEqual(SavedList.objects.get().query, "state=draft")

    def test_what_cannot_be_kept_is_refused_with_the_reason(self):
        for name, query in (
            ("", "state=live"),
            ("x" * 61, "state=live"),
            ("Long", urlencode({"q": "选" * 100, "author_name": "选" * 30})),
        ):
            with self.subTest(name=name):
                self.assertIn("was not kept", told(self.keep(name, query))[0])
        with mock.patch.object(lists, "KEPT_AT_MOST", 1):
            self.keep("One")
            refused = self.keep("Two")

        self.assertIn("Delete another one first", told(refused)[0])
        self.assertEqual([kept.name for kept in SavedList.objects.all()], ["One"])

    def test_one_deletes_ones_own_and_no_others(self):
        self.keep("Mine to do")
        kept = SavedList.objects.get()

        self.client.force_login(self.other)
        refused = self.client.post(LIST, {"act": "forget", "list": kept.pk})
        self.assertEqual(refused.status_code, 404)
        self.assertTrue(SavedList.objects.exists())

        self.client.force_login(self.chief)
        self.client.post(LIST, {"act": "forget", "list": kept.pk})
        self.assertFalse(SavedList.objects.exists())

    def test_nothing_is_kept_by_a_link_of_somebody_elses_page(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.chief)

        self.assertEqual(client.post(LIST, {"act": "keep", "name": "x"}).status_code, 403)


class ActTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")
        cls.section = make_section()
        shared = {"by": cls.chief, "section": cls.section, "authors": [make_author()]}
        cls.good = make_article(**shared, headline="Prêt")
        cls.bare = make_article(**shared, headline="Nu", summary="", body="<p></p>")
        cls.live = make_publication(**shared, headline="En ligne").article

    def setUp(self):
        self.client.force_login(self.chief)

    def act(self, act, *articles, language="fr", **data):
        data |= {"act": act, "language": language, "article": [one.pk for one in articles]}
        return self.client.post(f"{LIST}?language=fr", data)

    def states(self):
        return dict(Edition.objects.filter(language="fr").values_list("article", "state"))

    def test_each_selected_article_is_done_on_its_own_and_a_refusal_tells_why(self):
        response = self.client.get(self.act("publish", self.good, self.bare).url)

        done, refused = browsing.messages(response)
        self.assertEqual(done, "Français: 1 article was published.")
        self.assertEqual(
            refused,
            "Français: 1 of 2 was not published."
            f" #{self.bare.pk} Nu The summary is missing. The body is empty.",
        )
        [link] = browsing.page(response).xpath("//ul[@class='refused']//a")
        self.assertEqual(link.get("href"), f"{LIST}{self.bare.pk}/change/?language=fr")
        self.assertTrue(self.good.publications.filter(language="fr").exists())
        self.assertFalse(self.bare.publications.exists())

    def test_sends_to_review_and_approves(self):
        self.act("submit", self.good, self.bare)
        self.assertEqual(self.states()[self.good.pk], "in_review")
        again = self.act("submit", self.good)
        response = self.act("approve", self.good, self.bare, self.live)

        self.assertIn("The edition is in review already.", told(again)[0])
        self.assertEqual(self.states()[self.good.pk], "approved")
        self.assertEqual(self.states()[self.bare.pk], "in_review")
        [refused] = told(response)
        self.assertIn("Français: 2 of 3 were not approved.", refused)
        self.assertIn("The edition is approved already.", refused)

    def test_takes_down_after_asking_what_readers_are_told(self):
        question = self.act("take_down", self.live, self.good)

        self.assertTrue(self.live.publications.filter(live_until=None).exists())
        self.assertEqual(browsing.words(question, "//h1"), ["Take down 2 articles in Français?"])
        reason = browsing.field(question, "reason")
        self.assertEqual((reason.get("lang"), reason.get("dir")), ("fr", "ltr"))

        response = self.act("take_down", self.live, self.good, reason="Erreur")

        self.assertFalse(self.live.publications.filter(live_until=None).exists())
        self.assertEqual(self.live.editions.get().withdrawal_reason, "Erreur")
        done, refused = told(response, 2)
        self.assertEqual(done, "Français: 1 article was taken down.")
        self.assertIn("There is nothing to take down", refused)

    def test_an_article_without_a_text_in_the_language_is_refused(self):
        response = self.act("submit", self.good, language="ru")

        self.assertIn("There is no text yet.", told(response)[0])
        self.assertFalse(Edition.objects.filter(language="ru").exists())

    def test_returns_to_the_same_place_of_the_list(self):
        response = self.act("submit", self.good)

        self.assertRedirects(response, f"{LIST}?language=fr", fetch_redirect_response=False)

    def test_says_so_where_nothing_was_selected(self):
        for act in ("submit", "take_down"):
            self.assertEqual(
                told(self.act(act)),
                ["Nothing was done: no article was selected."],
            )

    def test_offers_each_account_what_it_may_do_in_the_languages_it_writes(self):
        for role, acts in (
            (REPORTER, ["submit"]),
            (TRANSLATOR, ["submit"]),
            (EDITOR, ["submit", "approve", "publish", "take_down"]),
        ):
            user = make_user(role, languages=["fr", "ar"], interface_language="en")
            self.client.force_login(user)
            response = self.client.get(f"{LIST}?language=fr")
            with self.subTest(role=role):
                buttons = browsing.page(response).xpath("//div[@class='acts']//button[@name]")
                self.assertEqual([button.get("value") for button in buttons], acts)
                languages = browsing.page(response).xpath("//select[@id='act-language']/option")
                self.assertEqual([option.get("value") for option in languages], ["fr", "ar"])
        self.client.force_login(make_user(TRANSLATOR))
        self.assertEqual(
            browsing.page(self.client.get(LIST)).xpath(
                "//div[@class='acts'] | //td[@class='tick']"
            ),
            [],
        )

    def test_what_is_not_offered_is_refused_all_the_same(self):
        reporter = make_user(REPORTER, languages=["fr"])
        for user, act, language in (
            (reporter, "publish", "fr"),
            (reporter, "submit", "ar"),
            (make_user(EDITOR, languages=["ar"]), "publish", "fr"),
            (self.chief, "delete", "fr"),
            (self.chief, "publish", "xx"),
        ):
            self.client.force_login(user)
            with self.subTest(act=act, language=language):
                response = self.act(act, self.good, language=language)
                self.assertEqual(response.status_code, 403)
        self.assertFalse(self.good.publications.exists())

    def test_an_article_of_another_section_is_refused_with_the_reason(self):
        elsewhere = make_user(
            EDITOR, languages=["fr"], sections=[make_section()], interface_language="en"
        )
        self.client.force_login(elsewhere)

        response = self.act("publish", self.good)

        self.assertIn("Your account does not work in the article’s section.", told(response)[0])
        self.assertFalse(self.good.publications.exists())


class CountTests(SimpleTestCase):
    def test_is_said_as_exactly_as_it_is_known(self):
        with translation.override("en"):
            self.assertEqual(lists.in_words(Count(1)), "1 article")
            self.assertEqual(lists.in_words(Count(1000)), "1,000 articles")
            self.assertEqual(
                lists.in_words(Count(102_437, is_exact=False, is_estimate=True)), "about 102,000"
            )
            self.assertEqual(lists.in_words(Count(1000, is_exact=False)), "more than 1,000")
