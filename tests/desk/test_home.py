"""The desk's first page: what waits for whom, and what goes out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import TestCase
from django.utils import timezone

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles import editing, publishing
from articles.models import Article, Edition
from audience.models import RecentViews, ViewTotal
from desk import home
from tests.browsing import page, words
from tests.factories import (
    make_alert,
    make_article,
    make_edition,
    make_publication,
    make_section,
    make_user,
    texts,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ADDRESS = "/admin/"


def submitted(*, by, **fields):
    edition = make_edition(by=by, **fields)
    return publishing.submit(edition, by=by)


def heading(response):
    return words(response, "//main//h1")[0]


def headlines(response, group):
    return words(response, f"//section[@aria-labelledby='group-{group}']//a[@class='headline']")


def facts(response, group):
    path = f"//section[@aria-labelledby='group-{group}']//ul[@class='facts']"
    return [[item.text_content() for item in row.xpath("li")] for row in page(response).xpath(path)]


def acts(response, group):
    path = f"//section[@aria-labelledby='group-{group}']//a[contains(@class, 'act')]"
    return [(a.text.strip(), a.get("href")) for a in page(response).xpath(path)]


def empty(response, group):
    return words(response, f"//section[@aria-labelledby='group-{group}']/p")


class HomeTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make_section()
        cls.chief = make_user(interface_language="en", first_name="Amina", last_name="Haddad")
        cls.reporter = make_user(REPORTER, languages=["fr"], interface_language="en")

    def setUp(self):
        clock = time_machine.travel(NOON, tick=False)
        clock.start()
        self.addCleanup(clock.stop)

    def visit(self, user):
        self.client.force_login(user)
        return self.client.get(ADDRESS)


class WaitingTests(HomeTestCase):
    def test_what_is_in_review_waits_for_those_who_may_publish_it(self):
        elsewhere = make_section()
        here = {"by": self.chief, "section": self.section}
        submitted(language="fr", headline="Here in French", **here)
        submitted(language="ar", headline="Here in Arabic", **here)
        submitted(by=self.chief, language="fr", headline="There", section=elsewhere)
        make_edition(language="fr", headline="A draft", **here)
        waiting = {
            make_user(CHIEF_EDITOR): {"Here in French", "Here in Arabic", "There"},
            make_user(is_superuser=True, role=None): {"Here in French", "Here in Arabic", "There"},
            make_user(EDITOR, languages=["fr", "en"]): {"Here in French", "There"},
            make_user(EDITOR, languages=["fr"], sections=[self.section]): {"Here in French"},
            make_user(EDITOR): set(),
            make_user(REPORTER, languages=["fr"]): None,
            make_user(TRANSLATOR, languages=["fr"]): None,
        }
        editions = Edition.objects.filter(state="in_review").select_related("article")
        for user, expected in waiting.items():
            with self.subTest(user=user, groups=[*user.groups.all()]):
                response = self.visit(user)

                shown = headlines(response, "waiting")
                assert set(shown) == (expected or set())
                assert bool(words(response, "//h2[@id='group-waiting']")) == (expected is not None)
                assert len(shown) == sum(
                    user.has_perm("articles.publish_edition", edition) for edition in editions
                )

    def test_says_how_many_and_leads_to_each(self):
        edition = submitted(by=self.reporter, language="fr", headline="Grève", section=self.section)

        response = self.visit(self.chief)

        assert heading(response) == "1 text waits for you."
        address = f"/admin/articles/article/{edition.article_id}/change/?language=fr"
        assert acts(response, "waiting") == [("Review", address)]
        assert facts(response, "waiting") == [["French", str(self.reporter), "12:00"]]
        [headline] = page(response).xpath("//section[1]//a[@class='headline']/bdi")
        assert (headline.get("lang"), headline.get("dir")) == ("fr", "ltr")

    def test_a_change_to_a_published_story_is_called_so(self):
        publication = make_publication(by=self.chief, section=self.section)
        change = editing.TextsChange("fr", {"headline": "Neu"}, base=1)
        editing.save(publication.article_id, by=self.chief, texts=change)
        publishing.submit(publication.edition, by=self.chief)

        response = self.visit(self.chief)

        assert facts(response, "waiting")[0][1] == "change to a published story"

    def test_what_readers_see_already_does_not_wait(self):
        publication = make_publication(by=self.chief, section=self.section)
        publishing.submit(publication.edition, by=self.chief)

        response = self.visit(self.chief)

        assert headlines(response, "waiting") == []
        assert heading(response) == "Nothing waits for you."
        assert empty(response, "waiting") == [
            "Nothing in review that you may publish. See what was changed last"
        ]

    def test_the_most_urgent_act_alone_is_primary(self):
        def primary(response):
            return words(response, "//main//*[contains(@class, 'default')]")

        assert primary(self.visit(self.chief)) == ["New article"]
        for number in range(2):
            submitted(by=self.chief, section=self.section, headline=f"Headline {number}")

        assert primary(self.visit(self.chief)) == ["Review: Headline 1"]


class OwnWorkTests(HomeTestCase):
    def test_drafts_are_those_that_the_person_wrote_last(self):
        mine = make_edition(by=self.reporter, headline="Mine", section=self.section)
        make_edition(by=self.chief, headline="Another's", section=self.section)
        make_publication(by=self.chief, headline="Published", section=self.section)
        submitted(by=self.reporter, headline="Sent to review", section=self.section)

        response = self.visit(self.reporter)

        assert heading(response) == "You have 1 draft."
        address = f"/admin/articles/article/{mine.article_id}/change/?language=fr"
        assert acts(response, "drafts") == [("Continue", address)]
        assert headlines(response, "drafts") == ["Mine"]

    def test_what_was_sent_back_stands_apart_with_who_and_why(self):
        edition = submitted(by=self.reporter, headline="Barrage", section=self.section)
        publishing.send_back(edition, by=self.chief, note="Paragraph 4: who says so?")

        response = self.visit(self.reporter)

        assert heading(response) == "1 text was sent back to you."
        assert headlines(response, "sent_back") == ["Barrage"]
        assert words(response, "//q") == ["Paragraph 4: who says so?"]
        assert facts(response, "sent_back") == [["French", "Amina Haddad", "12:00"]]
        assert headlines(response, "drafts") == []

    def test_what_was_decided_on_anew_is_no_longer_sent_back(self):
        edition = submitted(by=self.reporter, section=self.section)
        publishing.send_back(edition, by=self.chief)
        publishing.submit(edition, by=self.reporter)
        publishing.approve(edition, by=self.chief)
        change = editing.TextsChange("fr", {"headline": "Changed after that"}, base=1)
        editing.save(edition.article_id, by=self.reporter, texts=change)

        response = self.visit(self.reporter)

        assert words(response, "//h2[@id='group-sent_back']") == []
        assert headlines(response, "drafts") == ["Changed after that"]

    def test_an_empty_page_says_what_to_do_next(self):
        response = self.visit(self.reporter)

        assert heading(response) == "You have no drafts."
        assert empty(response, "drafts") == [
            "You have no text that was not sent to review. New article"
        ]
        assert empty(response, "published") == [
            "Readers see no story yet. See what was changed last"
        ]
        assert empty(response, "today") == ["Nothing else is planned for today."]
        assert empty(response, "alerts") == ["Readers see no alert. New alert"]

    def test_a_translator_is_not_offered_what_translators_may_not(self):
        response = self.visit(make_user(TRANSLATOR, languages=["ar"], interface_language="en"))

        assert empty(response, "drafts") == [
            "You have no text that was not sent to review. See what was changed last"
        ]
        assert empty(response, "alerts") == ["Readers see no alert."]
        assert not page(response).xpath("//a[@href='/admin/articles/article/add/']")


class OutgoingTests(HomeTestCase):
    def hours(self, response):
        return words(response, "//ol[@class='hours']/li/time")

    def states(self, response):
        return words(response, "//ol[@class='hours']//*[contains(@class, 'state')]")

    def test_today_by_the_hour_with_a_line_at_the_moment(self):
        story = {"by": self.chief, "section": self.section}
        with time_machine.travel(NOON - timedelta(hours=2), tick=False):
            live = make_publication(headline="Live", until=NOON + timedelta(hours=5), **story)
        make_publication(headline="Later", at=NOON + timedelta(hours=3), **story)
        make_publication(headline="Tomorrow", at=NOON + timedelta(hours=13), **story)
        change = editing.TextsChange("fr", {"headline": "Live, corrected"}, base=1)
        editing.save(live.article_id, by=self.chief, texts=change)
        publishing.publish(live.edition, by=self.chief, at=NOON + timedelta(hours=1))

        response = self.visit(self.chief)

        assert self.hours(response) == ["10:00", "12:00 now", "13:00", "15:00", "17:00"]
        assert self.states(response) == ["Live", "Scheduled change", "Scheduled", "Ends"]
        shown = ["Live", "Live, corrected", "Later", "Live, corrected"]
        assert headlines(response, "today") == shown
        assert heading(response).endswith("The next change for readers comes at 13:00.")

    def test_an_end_at_which_a_change_comes_is_not_told(self):
        end = NOON + timedelta(hours=1)
        live = make_publication(by=self.chief, section=self.section, until=end)
        change = editing.TextsChange("fr", {"headline": "Next"}, base=1)
        editing.save(live.article_id, by=self.chief, texts=change)
        publishing.publish(live.edition, by=self.chief, at=end, until=None)

        assert self.states(self.visit(self.chief)) == ["Live", "Scheduled change"]

    def test_languages_that_go_out_together_are_one_item(self):
        article = make_article(by=self.chief, section=self.section)
        at = NOON + timedelta(hours=1)
        for language in ("en", "fr", "ar"):
            if language != "fr":
                change = editing.TextsChange(language, texts(language), base=0)
                editing.save(article.pk, by=self.chief, texts=change)
            edition = article.editions.get(language=language)
            publishing.publish(edition, by=self.chief, at=at)

        response = self.visit(self.chief)

        assert headlines(response, "today") == ["Headline en"]
        assert facts(response, "today") == [["English, French and Arabic"]]

    def test_just_published_with_views_marks_and_what_is_stale(self):
        with time_machine.travel(NOON - timedelta(hours=1), tick=False):
            article = make_publication(by=self.chief, section=self.section).article
            for language in ("ar", "ru"):
                change = editing.TextsChange(language, texts(language), base=0)
                editing.save(article.pk, by=self.chief, texts=change)
                edition = article.editions.get(language=language)
                publishing.publish(edition, by=self.chief)
        change = editing.TextsChange("fr", {"headline": "Tout autre chose"}, base=1)
        editing.save(article.pk, by=self.chief, texts=change)
        publishing.publish(article.editions.get(language="fr"), by=self.chief)
        for edition, views in zip(article.editions.order_by("pk"), (4000, 120, 3), strict=True):
            ViewTotal.objects.create(edition=edition, views=views)

        response = self.visit(self.chief)

        assert headlines(response, "published") == ["Tout autre chose"]
        assert facts(response, "published") == [
            ["12:00", "4,123 views", "Stale: Arabic and Russian"]
        ]
        marks = "//section[@aria-labelledby='group-published']//ul[@class='marks']//a/@href"
        assert page(response).xpath(marks)[1] == (
            f"/admin/articles/article/{article.pk}/change/?language=fr"
        )

    def test_what_came_down_again_is_not_just_published(self):
        publication = make_publication(by=self.chief, section=self.section)
        with time_machine.travel(NOON + timedelta(hours=1), tick=False):
            publishing.take_down(publication.edition, by=self.chief)

            assert headlines(self.visit(self.chief), "published") == []

    def test_alerts_that_run_can_be_ended_by_those_who_lead(self):
        alert = make_alert(
            text_en="Bridge closed", text_ar="الجسر مغلق", ends_at=NOON.replace(hour=16)
        )
        make_alert(text_en="Over", starts_at=NOON.replace(hour=8), ends_at=NOON.replace(hour=9))
        make_alert(text_en="To come", starts_at=NOON.replace(hour=15))
        make_alert(text_en="A draft", released_at=None)
        address = f"/admin/articles/alert/{alert.pk}/change/"

        response = self.visit(self.chief)

        assert headlines(response, "alerts") == ["Bridge closed"]
        assert facts(response, "alerts") == [["English and Arabic", "until 16:00"]]
        assert acts(response, "alerts") == [("End now…", address)]
        assert acts(self.visit(self.reporter), "alerts") == [("Open", address)]


class ThePageTests(HomeTestCase):
    def test_an_account_without_a_role_is_told_whom_to_ask(self):
        response = self.visit(make_user(role=None, interface_language="en"))

        assert "Your account has no role yet: ask a chief editor." in words(response, "//main//p")
        assert words(response, "//main//section") == []

    def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(self):
        made = 0
        self.client.force_login(self.chief)
        for total in (1, 3):
            while made < total:
                self.make_one_of_everything()
                made += 1
            # session, account, roles, alerts in the bar; waiting 2, own work 3, latest, standings
            # 2, views, coming, going, alerts, read now 2
            cache.clear()
            with self.subTest(rows=total), self.assertNumQueries(18):
                response = self.client.get(ADDRESS)
            for group in ("waiting", "sent_back", "drafts", "published", "today", "alerts"):
                assert len(headlines(response, group)) >= total, group

    def make_one_of_everything(self):
        story = {"by": self.chief, "section": self.section}
        submitted(language="ar", **story)
        sent_back = submitted(language="fr", **story)
        publishing.send_back(sent_back, by=self.chief, note="Why?")
        make_edition(language="es", **story)
        publication = make_publication(language="en", **story)
        ViewTotal.objects.create(edition=publication.edition, views=1)
        slot = NOON - timedelta(minutes=5)
        RecentViews.objects.create(edition=publication.edition, slot=slot, views=1)
        make_publication(at=NOON + timedelta(hours=1), **story)
        make_alert(text_en="Alert")


@pytest.mark.parametrize(
    ("table", "failed"),
    [
        ("audience_viewtotal", {"published"}),
        ("articles_editorialevent", {"sent_back", "drafts"}),
        ("articles_publication", {"published", "today"}),
        ("audience_recentviews", {"read_now"}),
    ],
)
@pytest.mark.django_db
def test_a_group_that_cannot_be_read_says_so_and_the_others_stand(client, caplog, table, failed):
    chief = make_user(interface_language="en")
    client.force_login(chief)
    make_publication(by=chief)
    submitted(by=chief, headline="Waits")

    def without_the_table(execute, sql, *rest):
        if f'FROM "{table}"' in sql:
            raise DatabaseError(f"no {table}")
        return execute(sql, *rest)

    with connection.execute_wrapper(without_the_table):
        response = client.get(ADDRESS)

    groups = page(response).xpath("//main//section")
    said = {
        group.get("aria-labelledby").removeprefix("group-")
        for group in groups
        if "This part could not be read. Load the page again." in group.text_content()
    }
    assert response.status_code == 200
    assert said == failed
    assert "Waits" in headlines(response, "waiting")
    assert len(groups) == 6 + ("sent_back" in failed)
    assert len([r for r in caplog.records if r.name == "desk.home"]) == len(failed)


@pytest.mark.django_db
def test_a_group_counts_no_further_than_a_hundred():
    chief = make_user()
    section = make_section()
    articles = Article.objects.bulk_create(
        Article(section=section, source_language="fr") for _number in range(101)
    )
    Edition.objects.bulk_create(
        Edition(article=article, language="fr", version=1, state="in_review")
        for article in articles
    )

    desk = home.Home(chief, timezone.now())

    assert (desk.work[0].number, len(desk.work[0].items)) == ("99+", 8)
    assert desk.sentences[0] == "More than 99 texts wait for you."
