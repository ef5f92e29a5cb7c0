"""The article page: each line of it, in its own language."""

import gzip
import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.utils.encoding import iri_to_uri

from articles import publishing
from articles.models import Alert, Article, Correction, SlugHistory
from audience.models import ViewTotal
from languages.columns import column
from languages.text import plain
from tests.factories import (
    make_alert,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.website.reading import all_of, article_path, links, one, parse, read, said, words
from website.models import SiteSettings

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
STORIES = settings.BASE_DIR / "website" / "demo" / "stories"
WRITTEN_DATES = {
    "en": "Sunday 1 February 2026",
    "fr": "Dimanche 1 février 2026",
    "ar": "الأحد 1 فبراير 2026",
    "ru": "Воскресенье, 1 февраля 2026 г.",
    "es": "Domingo, 1 de febrero de 2026",
    "zh-hans": "2026年2月1日星期日",
}
AGES_OF_22_HOURS = {
    "en": "22 hours ago",
    "fr": "il y a 22 heures",
    "ar": "قبل 22 ساعة",
    "ru": "22 часа назад",
    "es": "hace 22 horas",
    "zh-hans": "22小时前",
}
BRANDS = {"en": "Ekhbary", "fr": "Ekhbary", "ar": "إخباري", "ru": "Эхбари"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def publish_at(clock, moment, **fields):
    clock.move_to(moment)
    publication = make_publication(**fields)
    clock.move_to(NOW)
    return publication


def page_of(client, publication):
    language = publication.language
    return read(client, article_path(client, language, publication.article_id))


@pytest.mark.parametrize("language", WRITTEN_DATES)
def test_date_is_written_in_the_language_of_the_page(client, language):
    page = page_of(client, make_publication(language=language))

    assert said(page, ".masthead__date") == WRITTEN_DATES[language]


@override_settings(TIME_ZONE="Asia/Tokyo")
def test_date_is_that_of_the_newsroom(client, clock):
    publication = make_publication(language="en")
    clock.move_to(datetime(2026, 2, 1, 15, 30, tzinfo=UTC))

    assert said(page_of(client, publication), ".masthead__date") == "Monday 2 February 2026"


@pytest.mark.parametrize("language", BRANDS)
def test_brand_is_in_the_language_of_the_page(client, language):
    site = SiteSettings.objects.get()
    for code, brand in BRANDS.items():
        setattr(site, column("brand", code), brand)
    site.save()

    page = page_of(client, make_publication(language=language))

    assert [words(name) for name in all_of(page, ".nameplate")] == [BRANDS[language]] * 2


@pytest.mark.parametrize("language", AGES_OF_22_HOURS)
def test_age_is_relative_in_words_and_exact_in_markup(client, clock, language):
    publication = publish_at(clock, NOW - timedelta(hours=22), language=language)

    age = one(page_of(client, publication), "time[@data-age]")

    assert words(age) == AGES_OF_22_HOURS[language]
    assert age.get("datetime") == "2026-01-31T12:00:00+00:00"


def test_after_a_week_a_story_tells_its_date_once_and_no_age(client, clock):
    publication = publish_at(clock, NOW - timedelta(days=7), language="ru")

    facts = one(page_of(client, publication), ".article__facts")

    [time] = facts.iter("time")
    assert words(time).startswith("25 января 2026 г.")
    assert time.get("data-age") is None


def test_there_is_one_h1_and_it_is_the_headline(client):
    page = page_of(client, make_publication(headline="Le port rouvre <demain>"))

    assert [words(h1) for h1 in all_of(page, "h1")] == ["Le port rouvre <demain>"]
    assert said(page, "title").startswith("Le port rouvre <demain>")


def test_head_of_the_story_names_kicker_section_and_summary(client):
    section = make_section(name_fr="Monde", slug_fr="monde")
    publication = make_publication(section=section, kicker="Navigation", summary="Dès mars.")

    page = page_of(client, publication)

    assert links(page, ".article__place") == [("Monde", "/fr/monde/")]
    assert said(page, ".kicker") == "Navigation"
    assert said(page, ".standfirst") == "Dès mars."


def test_byline_links_the_authors_in_their_order(client):
    second = make_author(name_fr="Tomás Ibarra", slug="tomas")
    first = make_author(name_fr="Nadia Karim", slug="nadia", role_fr="Correspondante")

    page = page_of(client, make_publication(authors=[first, second]))

    assert links(page, ".byline") == [
        ("Nadia Karim", "/fr/authors/nadia/"),
        ("Tomás Ibarra", "/fr/authors/tomas/"),
    ]
    assert said(page, ".byline__role") == "Correspondante"


@pytest.mark.parametrize(
    ("language", "number"), [("en", "12,480"), ("fr", "12 480"), ("ar", "12,480")]
)
def test_reads_are_counted_in_the_digits_of_the_language(client, language, number):
    publication = make_publication(language=language)
    ViewTotal.objects.create(edition_id=publication.edition_id, views=12480)

    assert number in said(page_of(client, publication), ".article__facts")


@pytest.mark.parametrize(
    ("language", "views", "said_of_it"),
    [
        ("en", 1, "1 read"),
        ("en", 2, "2 reads"),
        ("ru", 1, "1 прочтение"),
        ("ru", 3, "3 прочтения"),
        ("ru", 11, "11 прочтений"),
        ("ru", 1021, "1 021 прочтение"),
        ("ar", 2, "قراءتان"),
        ("ar", 7, "7 قراءات"),
        ("ar", 22, "22 قراءة"),
    ],
)
def test_reads_are_said_in_the_plural_that_their_number_takes(client, language, views, said_of_it):
    publication = make_publication(language=language)
    ViewTotal.objects.create(edition_id=publication.edition_id, views=views)

    facts = one(page_of(client, publication), ".article__facts")

    assert [words(paragraph) for paragraph in facts.iter("p")][-1] == said_of_it


def test_more_than_a_million_reads_are_said_in_words(client):
    publication = make_publication(language="en")
    ViewTotal.objects.create(edition_id=publication.edition_id, views=1_284_000)

    assert "1.2 million reads" in said(page_of(client, publication), ".article__facts")


def test_a_story_that_nobody_read_does_not_say_so(client):
    page = page_of(client, make_publication(language="en"))

    assert "reads" not in said(page, ".article__facts")


def test_dateline_runs_into_the_first_paragraph(client):
    publication = make_publication(dateline="VALPORT – Ekhbary", body="<p>Le port.</p><p>Fin.</p>")

    first, last = one(page_of(client, publication), ".prose").findall("p")

    assert words(first) == "VALPORT – Ekhbary Le port."
    assert words(last) == "Fin."


def test_body_keeps_its_headings_below_the_headline(client):
    publication = make_publication(body="<p>Un.</p><h2>Une table</h2><h3>À la main</h3>")

    story = one(page_of(client, publication), ".prose")

    assert [(child.tag, words(child)) for child in story] == [
        ("p", "Un."),
        ("h2", "Une table"),
        ("h3", "À la main"),
    ]


def test_lead_image_has_its_alternative_text_caption_and_credit(client):
    image = make_image(credit="Anouk Peeters", alt_text_fr="Un port", caption_fr="À marée basse")

    page = page_of(client, make_publication(lead_image=image))

    figure = one(page, ".article__picture")
    assert figure.find(".//img").get("alt") == "Un port"
    assert words(figure.find("figcaption")).startswith("À marée basse")
    assert "Anouk Peeters" in words(figure.find("figcaption/small"))


@pytest.mark.parametrize(
    ("language", "caption", "told"),
    [
        ("fr", "À marée basse.", "À marée basse. Crédit : Anouk"),
        ("zh-hans", "退潮时的起重机。", "退潮时的起重机。图：Anouk"),
    ],
)
def test_caption_and_credit_are_parted_as_the_language_parts_sentences(
    client, language, caption, told
):
    texts = {column(name, language): caption for name in ("caption", "alt_text")}
    lead, figure = make_image(credit="Anouk", **texts), make_image(credit="Anouk", **texts)
    story = make_publication(
        language=language, lead_image=lead, body=f'<figure data-image="{figure.pk}"></figure>'
    )

    captions = all_of(page_of(client, story), "figcaption")

    assert [words(shown) for shown in captions] == [told, told]


def test_corrections_stand_after_the_body_in_this_language_alone(client):
    publication = make_publication()
    Correction.objects.create(article_id=publication.article_id, text_fr="C’était mars.")
    Correction.objects.create(article_id=publication.article_id, text_en="It was March.")

    page = page_of(client, publication)

    assert [words(p) for p in one(page, ".corrections").findall("p")] == [
        "1 février 2026 C’était mars."
    ]
    assert links(page, ".article__facts")[0][1] == "#corrections"


def test_topics_without_an_address_in_the_language_are_left_out(client):
    ports = make_topic(name_fr="Ports", slug_fr="ports")
    english = make_topic(name_fr="", slug_fr=None)

    page = page_of(client, make_publication(topics=[ports, english]))

    assert links(page, ".topics") == [("Ports", "/fr/topics/ports/")]


def test_reading_time_is_said_in_the_plural_that_it_takes(client):
    publication = make_publication(language="en", body="<p>" + "word " * 228 * 6 + "</p>")

    facts = one(page_of(client, publication), ".article__facts")

    assert "6 min read" in [words(paragraph) for paragraph in facts.iter("p")]


def test_kind_stands_beside_the_section_unless_it_is_news(client):
    said_of = {}
    for kind in Article.Kind.values:
        publication = make_publication(language="en", kind=kind)
        place = one(page_of(client, publication), ".article__place")
        said_of[kind] = [words(label) for label in place.find_class("label__kind")]

    assert said_of == {
        "news": [],
        "analysis": ["Analysis"],
        "opinion": ["Opinion"],
        "interview": ["Interview"],
        "explainer": ["Explainer"],
    }


def test_opinion_is_headed_by_who_writes_and_news_by_the_headline(client):
    author = make_author(portrait=make_image())
    opinion = page_of(client, make_publication(kind="opinion", authors=[author]))
    news = page_of(client, make_publication(authors=[author]))

    assert one(opinion, ".byline").getparent() is one(opinion, ".article__head")
    assert one(news, ".byline").getparent() is one(news, ".article__provenance")
    assert len(one(opinion, ".byline").findall(".//img")) == 1


def test_letter_to_pass_a_story_on_holds_headline_and_address(client):
    publication = make_publication(headline="Marée haute & « basse » + 100 %")

    page = page_of(client, publication)

    letter = urlsplit(links(page, ".share")[0][1])
    canonical = page.xpath("//link[@rel='canonical']/@href")[0]
    assert letter.scheme == "mailto"
    assert parse_qs(letter.query) == {
        "subject": ["Marée haute & « basse » + 100 %"],
        "body": [iri_to_uri(canonical)],
    }
    assert one(page, ".share").get("data-address") == canonical


# --- Other stories -----------------------------------------------------------------------


def related(page):
    return [words(h3) for aside in all_of(page, ".related") for h3 in aside.iter("h3")]


def more(page):
    return [words(h3) for block in all_of(page, ".block") for h3 in block.iter("h3")]


class TestOtherStories:
    @pytest.fixture(autouse=True)
    def newsroom(self, clock, db):
        self.by, self.clock = make_user(), clock
        self.section, self.elsewhere = make_section(), make_section()
        self.ports, self.tides = make_topic(), make_topic(name_fr="", slug_fr=None)

    def publish(self, headline, hours, **fields):
        """A story of some hours ago, of another section unless one is given."""
        fields = {"section": self.elsewhere, "by": self.by, "headline": headline} | fields
        return publish_at(self.clock, NOW - timedelta(hours=hours), **fields)

    def test_related_share_most_topics_and_of_these_the_newest_come_first(self, client):
        both = [self.ports, self.tides]
        self.publish("Old, both", 90, topics=both)
        self.publish("Older, ports", 80, topics=[self.ports])
        self.publish("Newest, tides", 10, topics=[self.tides])
        self.publish("New, ports", 20, topics=[self.ports])
        self.publish("Other topic", 5, topics=[make_topic()])
        story = self.publish("This", 30, topics=both)

        assert related(page_of(client, story)) == ["Old, both", "Newest, tides", "New, ports"]

    def test_related_are_live_in_the_language(self, client):
        topics = [self.ports]
        self.publish("English", 10, topics=topics, language="en")
        self.publish("To come", -1, topics=topics)
        self.publish("Gone", 5, topics=topics, until=NOW - timedelta(hours=1))
        again = self.publish("Twice published", 40, topics=topics)
        publishing.publish(again.edition, by=self.by)
        story = self.publish("This", 30, topics=topics)

        assert related(page_of(client, story)) == ["Twice published"]

    def test_story_without_topics_has_none_related(self, client):
        assert all_of(page_of(client, self.publish("This", 1)), ".related") == []

    def test_more_are_the_newest_of_the_section_that_the_page_does_not_name_yet(self, client):
        for hours in (1, 2, 3, 4, 5):
            topics = [self.ports] if hours == 2 else []
            self.publish(f"{hours} hours", hours, section=self.section, topics=topics)
        self.publish("English", 1, section=self.section, language="en")
        story = self.publish("This", 3, section=self.section, topics=[self.ports])

        page = page_of(client, story)

        assert related(page) == ["2 hours"]
        assert more(page) == ["1 hours", "3 hours", "4 hours"]
        assert links(page, ".block__margin")[0][1] == f"/fr/{self.section.slug_fr}/"

    @pytest.mark.parametrize("others", [0, 2])
    def test_fewer_others_in_the_section_than_fill_a_row_are_left_out(self, client, others):
        for hours in range(others):
            self.publish(f"{hours} hours", hours, section=self.section)
        english = self.publish("Not here", 1, section=self.section, language="en")

        absent = read(client, f"/fr/any/{english.article_id}/", status=404)
        story = page_of(client, self.publish("This", 1, section=self.section))

        assert all_of(story, ".block") == all_of(absent, ".block") == []

    def test_no_picture_stands_there_twice(self, client):
        fields = {"topics": [self.ports], "lead_image": make_image()}
        self.publish("Same picture", 5, **fields)
        story = self.publish("This", 1, **fields)

        page = page_of(client, story)

        assert related(page) == ["Same picture"]
        assert len(one(page, "main").findall(".//img")) == 1

    def test_page_ends_with_a_story_that_it_names(self, client):
        end = NOW + timedelta(seconds=20)
        self.publish("Ends soon", 5, topics=[self.ports], until=end)
        story = self.publish("This", 1, topics=[self.ports])

        response = client.get(article_path(client, "fr", story.article_id))

        assert response.headers["Cache-Control"] == "public, max-age=20"

    def test_notice_that_a_story_is_not_available_goes_on_with_its_section(self, client):
        more_of_it = ["Three", "Two", "One"]
        for hours, headline in enumerate(more_of_it):
            self.publish(headline, hours, section=self.section)
        english = self.publish("This", 1, section=self.section, language="en")
        gone = self.publish("Gone", 9, section=self.section, until=NOW - timedelta(hours=1))

        absent = read(client, f"/fr/any/{english.article_id}/", status=404)
        ended = read(client, f"/fr/any/{gone.article_id}/", status=410)

        assert more(absent) == more(ended) == more_of_it


# --- The banner --------------------------------------------------------------------------


def test_banner_shows_the_text_and_the_start_of_the_summary_of_its_story(client):
    summary = "Le bac & le pont : " + "mot " * 60
    story = make_publication(headline="Le pont", summary=summary)
    make_alert(text_fr="Le pont ferme", article_id=story.article_id, starts_at=NOW)
    make_alert(text_fr="Le bac attend", starts_at=NOW, priority=Alert.Priority.FLASH)

    page = page_of(client, make_publication())

    path = article_path(client, "fr", story.article_id)
    assert links(page, ".banner") == [("Le pont ferme", path)]
    shown = said(page, ".banner__summary")
    assert shown.endswith(" mot…")
    assert summary.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("letters", "summary"),
    [
        (
            63,
            "Le bac attend au port depuis midi, et personne ne sait quand il pourra enfin partir.",
        ),
        (80, "Le bac attend au port depuis midi, et personne ne sait quand il pourra enfin…"),
        (110, "Le bac attend au port depuis midi, et personne…"),
        (130, None),
    ],
)
def test_banner_gives_as_much_of_a_summary_as_its_text_leaves_room_for(client, letters, summary):
    told = "Le bac attend au port depuis midi, et personne ne sait quand il pourra enfin partir."
    story = make_publication(summary=f"{told} Les bus roulent.")
    make_alert(text_fr="a" * letters, article_id=story.article_id, starts_at=NOW)

    page = page_of(client, make_publication())

    assert [words(shown) for shown in all_of(page, ".banner__summary")] == [summary] * bool(summary)


def test_banner_does_not_lead_to_a_story_that_is_not_live_in_the_language(client):
    story = make_publication(language="en")
    make_alert(text_fr="Le pont ferme", text_en="Bridge closed", article_id=story.article_id)

    page = page_of(client, make_publication(language="fr"))

    assert said(page, ".banner__text") == "Le pont ferme"
    assert links(page, ".banner") == []
    assert all_of(page, ".banner__summary") == []


def test_alert_without_a_text_in_the_language_is_not_shown(client):
    make_alert(text_en="Bridge closed")

    assert all_of(page_of(client, make_publication(language="fr")), ".banner") == []


def test_alert_that_nobody_has_released_is_not_shown(client):
    make_alert(text_fr="Brouillon", released_at=None)

    assert all_of(page_of(client, make_publication()), ".banner") == []


def test_alert_is_shown_from_its_start_to_its_end(client, clock):
    publication = make_publication()
    hour = timedelta(hours=1)
    make_alert(text_fr="Alerte", starts_at=NOW + hour, ends_at=NOW + 2 * hour)

    shown = []
    for seconds in (-1, 0, 3599, 3600):
        clock.move_to(NOW + hour + timedelta(seconds=seconds))
        shown.append(len(all_of(page_of(client, publication), ".banner")))

    assert shown == [0, 1, 1, 0]


def test_most_urgent_alerts_come_first_and_nine_at_most(client):
    """Others than the three that are shown, for whoever has dismissed those."""
    for number, priority in enumerate([2, 3, 1, 2, *[3] * 6]):
        make_alert(
            text_fr=f"Alerte {number}",
            priority=priority,
            starts_at=NOW - timedelta(hours=number),
        )

    page = page_of(client, make_publication())

    assert [words(text) for text in all_of(page, ".banner__text")] == [
        f"Alerte {number}" for number in [2, 0, 3, 1, 4, 5, 6, 7, 8]
    ]


# --- Languages ---------------------------------------------------------------------------


def test_page_says_its_language_and_direction(client):
    arabic = page_of(client, make_publication(language="ar"))
    chinese = page_of(client, make_publication(language="zh-hans"))

    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert (chinese.get("lang"), chinese.get("dir")) == ("zh-Hans", "ltr")


def test_switch_leads_to_the_same_story_or_to_the_front_page_and_says_which(client):
    english = make_publication(language="en")
    publish(make_edition(language="ar", article=english.article))

    page = page_of(client, english)

    switch = all_of(page, ".languages")[0]
    leads = {link.get("data-language"): link for link in switch.iter("a")}
    assert leads["ar"].get("href") == article_path(client, "ar", english.article_id)
    assert words(leads["ar"]) == "العربية (this story)"
    assert leads["ru"].get("href") == "/ru/"
    assert words(leads["ru"]) == "Русский (front page; this story is not available)"
    assert leads["en"].get("aria-current") == "true"
    name = leads["ar"].find("span")
    assert (name.get("lang"), name.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("is_remembered", [True, False])
def test_other_languages_lead_to_the_address_where_a_section_has_none_there(client, is_remembered):
    section = make_section()
    english = make_publication(language="en", section=section)
    publish(make_edition(language="fr", article=english.article))
    section.slug_fr = None
    section.save()
    if not is_remembered:
        SlugHistory.objects.all().delete()

    page = page_of(client, english)

    path = article_path(client, "fr", english.article_id)
    assert client.get(path).status_code == 200
    [announced] = page.xpath("//link[@rel='alternate'][@hreflang='fr']/@href")
    assert announced == f"http://testserver{path}"
    assert {path for _, path in links(page, ".article__editions")} == {path}


def test_no_language_is_current_where_there_is_no_page(client):
    english = make_publication(language="en")

    for path in (f"/fr/x/{english.article_id}/", "/fr/nothing/"):
        switch = all_of(read(client, path, status=404), ".languages")[0]
        assert switch.xpath(".//a[@aria-current]") == []
        [own] = switch.xpath(".//a[@data-language='fr']")
        assert (own.get("href"), own.get("class")) == ("/fr/", "languages__absent")


def test_alternates_are_the_languages_in_which_the_story_is_live(client):
    french = make_publication(language="fr")
    publish(make_edition(language="ar", article=french.article))
    publish(make_edition(language="ru", article=french.article), at=NOW + timedelta(hours=1))

    page = page_of(client, french)

    alternates = page.xpath("//link[@rel='alternate'][@hreflang]")
    assert {link.get("hreflang") for link in alternates} == {"fr", "ar"}
    assert all(link.get("href").startswith("http://testserver/") for link in alternates)
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == [a.get("href") for a in alternates if a.get("hreflang") == "fr"]


def publish(edition, **fields):
    return publishing.publish(edition, by=make_user(), **fields)


# --- Addresses ---------------------------------------------------------------------------


def test_any_other_section_or_slug_leads_to_the_address(client):
    section = make_section(slug_fr="monde")
    publication = make_publication(section=section, headline="Le port rouvre")
    pk = publication.article_id

    for path in (f"/fr/monde/{pk}/", f"/fr/sport/le-port-{pk}/", f"/fr/monde/autre-{pk}/"):
        response = client.get(path)

        assert response.status_code == 301
        assert response.headers["Location"] == f"/fr/monde/le-port-rouvre-{pk}/"
        assert response.headers["Cache-Control"] == "public, max-age=300"


def test_a_slug_in_any_script_or_none_is_an_address(client):
    arabic = make_publication(language="ar", headline="الميناء يفتح")
    bare = make_publication(language="fr", headline="…")

    assert "الميناء-يفتح" in article_path(client, "ar", arabic.article_id)
    assert client.get(article_path(client, "ar", arabic.article_id)).status_code == 200
    assert article_path(client, "fr", bare.article_id).endswith(f"/{bare.article_id}/")


def test_story_of_a_renamed_section_moves_along(client):
    section = make_section(slug_fr="monde")
    publication = make_publication(section=section)
    before = article_path(client, "fr", publication.article_id)
    section.slug_fr = "planète"
    section.save()

    response = client.get(before)

    assert response.status_code == 301
    assert unquote(response.headers["Location"]).startswith("/fr/planète/")


# --- By the clock ------------------------------------------------------------------------


def test_scheduled_story_is_live_at_its_second_and_gone_at_its_end(client, clock):
    start, end = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    publication = make_publication(at=start, until=end)
    address = f"/fr/any/{publication.article_id}/"

    answers = {}
    for moment in (start, end):
        for seconds in (-1, 1):
            clock.move_to(moment + timedelta(seconds=seconds))
            response = client.get(address, follow=True)
            answers[moment + timedelta(seconds=seconds)] = response.status_code

    assert list(answers.values()) == [404, 200, 200, 410]


def test_draft_scheduled_and_absent_stories_are_not_told_apart(client):
    draft = make_edition(language="fr").article_id
    scheduled = make_publication(language="fr", at=NOW + timedelta(seconds=30)).article_id

    answers = []
    for pk in (draft, scheduled, 999_999):
        response = client.get(f"/fr/monde/{pk}/")
        answers.append((response.status_code, response.headers.items(), response.content))

    statuses, headers, contents = (
        [status for status, _h, _c in answers],
        [sorted(h) for _s, h, _c in answers],
        {content for _s, _h, content in answers},
    )
    assert statuses == [404] * 3
    assert headers[0] == headers[1] == headers[2]
    assert len(contents) == 1


def test_story_of_other_languages_is_404_and_names_them_in_their_own(client):
    english = make_publication(language="en", headline="Harbour opens")
    publish(make_edition(language="ar", article=english.article, headline="الميناء يفتح"))
    make_edition(language="ru", article=english.article, headline="Черновик")

    response = client.get(f"/fr/monde/harbour-opens-{english.article_id}/")

    page = parse(response)
    assert response.status_code == 404
    assert page.get("lang") == "fr"
    named = [
        (item.get("lang"), item.get("dir"), words(item))
        for item in one(page, ".elsewhere").iter("li")
    ]
    assert named == [("en", "ltr", "English Harbour opens"), ("ar", "rtl", "العربية الميناء يفتح")]
    path = article_path(client, "en", english.article_id)
    assert links(page, ".elsewhere")[0][1] == path


def test_withdrawn_story_says_why_and_an_expired_one_is_not_called_withdrawn(client, clock):
    withdrawn, silent = make_publication(language="en"), make_publication(language="en")
    expired = make_publication(language="en", until=NOW + timedelta(minutes=1))
    clock.shift(1)
    publishing.take_down(withdrawn.edition, by=make_user(), reason="It named the wrong company.")
    publishing.take_down(silent.edition, by=make_user())
    clock.move_to(NOW + timedelta(minutes=2))

    gone = read(client, f"/en/any/{withdrawn.article_id}/", status=410)
    over = read(client, f"/en/any/{expired.article_id}/", status=410)

    bare = read(client, f"/en/any/{silent.article_id}/", status=410)
    said_of_it = [(said(page, "h1"), said(page, ".standfirst")) for page in (gone, bare, over)]
    assert said_of_it == [
        ("This story has been taken down", "It named the wrong company."),
        ("This story has been taken down", "It can no longer be read here."),
        ("This story is no longer available", "It was published for a limited time."),
    ]


def test_reason_of_an_earlier_withdrawal_is_not_told_of_a_later_end(client, clock):
    by = make_user()
    first = make_publication(language="en", by=by)
    clock.shift(60)
    publishing.take_down(first.edition, by=by, reason="A mistake.")
    clock.shift(60)
    publishing.publish(
        first.edition, by=by, at=NOW + timedelta(minutes=5), until=NOW + timedelta(minutes=9)
    )
    clock.move_to(NOW + timedelta(minutes=10))

    page = read(client, f"/en/any/{first.article_id}/", status=410)

    assert "A mistake." not in words(page)


def test_page_of_a_changed_story_says_when_it_was_updated(client, clock):
    publication = publish_at(clock, NOW - timedelta(hours=3), language="fr")
    publishing.publish(publication.edition, by=make_user())

    facts = one(page_of(client, publication), ".article__facts")

    moments = [time.get("datetime") for time in facts.find("dl").iter("time")]
    assert moments == ["2026-02-01T07:00:00+00:00", "2026-02-01T10:00:00+00:00"]


# --- Weight ------------------------------------------------------------------------------


@pytest.mark.thorough
def test_long_story_with_styles_and_scripts_weighs_thirty_kilobytes_at_most(client):
    told = [tomllib.loads(path.read_text()) for path in sorted(STORIES.glob("*.toml"))[:6]]
    body = "".join(story["editions"]["en"]["body"] for story in told)
    topics, section = [make_topic(), make_topic()], make_section()
    for _ in range(6):
        make_publication(section=section, topics=topics, lead_image=make_image())
    story = make_publication(
        section=section, topics=topics, lead_image=make_image(), body=without_references(body)
    )
    make_alert(text_fr="Le pont ferme", article_id=story.article_id)

    response = client.get(article_path(client, "fr", story.article_id))

    page = parse(response)
    styles = page.xpath("//link[@rel='stylesheet']/@href")
    scripts = page.xpath("//script/@src")
    weight = len(gzip.compress(response.content)) + sum(map(compressed, styles + scripts))
    assert len(plain(body).split()) > 1000
    assert len(styles) == 1
    assert sum(map(compressed, scripts)) <= 6 * 1024
    assert weight <= 30 * 1024


def without_references(body):
    """The words of a demo story, whose pictures and links are named by keys."""
    return re.sub(r"<figure[^>]*></figure>|</?a\b[^>]*>", "", body)


def compressed(address):
    path = finders.find(urlsplit(address).path.removeprefix("/static/"))
    return len(gzip.compress(Path(path).read_bytes()))
