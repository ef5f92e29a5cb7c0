"""The demonstration newsroom: its files fit together, and it loads once."""

import re
from collections import Counter
from datetime import timedelta
from functools import cache
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import override_settings
from django.utils import timezone

import languages
from accounts.models import User
from articles import body, embeds
from articles.models import Alert, Article, Correction, Publication
from articles.states import Standing, standings
from audience import buckets, now
from audience.models import HourlyViews, Ranked, RecentViews, Tally, TypicalViews, ViewTotal
from audience.reading import most_read
from images.models import Image
from website import front, lists, shared
from website import stories as reading
from website.demo import drawings, loader

COLUMNS = [code.replace("-", "_") for code in languages.codes()]


@cache
def stories():
    return [loader.read(f"stories/{path.name}") for path in loader.HERE.glob("stories/*.toml")]


def bodies(story):
    return [edition["body"] for edition in story["editions"].values()]


def keys(kind):
    rows = loader.read("images.toml" if kind == "images" else "newsroom.toml")[kind]
    return {row["key"] for row in rows}


def sites():
    return [shared.open_site(code) for code in languages.codes()]


def demo(**options):
    written = StringIO()
    call_command("demo", stdout=written, **options)
    return written.getvalue()


def test_there_are_enough_stories_of_every_kind_and_section():
    found = stories()

    assert len(found) >= 48
    assert {story["kind"] for story in found} == set(Article.Kind.values)
    assert {story["section"] for story in found} == keys("sections")
    assert all(3 <= len(story["editions"]) <= len(COLUMNS) for story in found)


def test_every_story_has_three_others_of_its_section():
    live = Counter(
        (language, story["section"])
        for story in stories()
        for language, edition in story["editions"].items()
        if edition.get("state", "live") == "live"
    )

    assert len(live) == len(COLUMNS) * len(keys("sections"))
    assert min(live.values()) > lists.MORE_FROM_SECTION


@pytest.mark.parametrize("story", stories(), ids=lambda story: story["key"])
def test_story_refers_to_what_there_is(story):
    markup = "".join(bodies(story))

    assert story["source_language"] in story["editions"]
    assert {story["section"]} <= keys("sections")
    assert {*story["topics"]} <= keys("topics")
    assert {*story["authors"]} <= keys("authors")
    assert {*re.findall(r'data-article="([^"]*)"', markup)} <= {row["key"] for row in stories()}
    assert {story.get("image", "harbour")} <= keys("images")
    assert {*re.findall(r'data-image="([^"]*)"', markup)} <= keys("images")


def test_stories_show_what_a_body_can_hold():
    markup = "".join(html for story in stories() for html in bodies(story))
    addresses = re.findall(r'data-embed="([^"]*)"', markup)

    assert {embeds.find(address).provider.is_video for address in addresses} == {True, False}
    assert '<blockquote lang="ar" dir="rtl">' in markup
    for element in ("table", "caption", "ul", "ol", "h2", "figure"):
        assert f"<{element}" in markup


def test_explainer_opens_with_a_list_of_points():
    explainers = [bodies(story) for story in stories() if story["kind"] == "explainer"]

    assert any(all(html.lstrip().startswith("<ul>") for html in written) for written in explainers)


def test_bodies_lose_nothing_when_they_are_cleaned():
    for story in stories():
        for html in bodies(story):
            written = re.sub(r'(data-article|data-image)="[^"]*"', r'\1="1"', html)
            assert [*elements(written)] == [*elements(body.clean(written))], story["key"]


def elements(html):
    for element in body.parse(html).iter():
        yield element.tag, element.get("lang"), element.get("dir"), element.get("data-embed")


def test_menus_name_sections_once_and_one_has_its_own_order():
    site = loader.read("newsroom.toml")["site"]
    menus = [site[name] for name in site if name.startswith("navigation_")]

    assert menus
    for menu in menus:
        assert len({*menu}) == len(menu)
        assert {*menu} <= keys("sections")


def test_alerts_show_every_standing_and_priority():
    rows = loader.read("alerts.toml")["alerts"]
    released = [row for row in rows if not row.get("is_draft")]
    running = [row for row in released if row["starts_in_hours"] < 0 < row["ends_in_hours"]]

    assert {row["priority"] for row in running} == {*Alert.Priority.values}
    assert {"article" in row for row in running} == {True, False}
    assert min(row["ends_in_hours"] for row in running) < 1
    assert [row for row in released if row["starts_in_hours"] > 0]
    assert [row for row in released if row["ends_in_hours"] < 0]
    assert len(released) < len(rows)
    assert {row.get("article", "harbour-tides") for row in rows} <= {s["key"] for s in stories()}


@pytest.mark.parametrize("kind", ["sections", "topics", "authors", "pages", "images"])
def test_shared_rows_have_every_language(kind):
    for row in loader.read("images.toml" if kind == "images" else "newsroom.toml")[kind]:
        translated = {name.removesuffix("_en") for name in row if name.endswith("_en")}

        missing = {f"{name}_{code}" for name in translated for code in COLUMNS} - set(row)

        assert translated
        assert missing == set()


def test_every_picture_has_its_drawing_and_every_drawing_is_used():
    named = {row["drawing"] for row in loader.read("images.toml")["images"]}

    assert named == set(drawings.DRAWINGS)


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{}, {"articles": 3}])
def test_refused_where_debug_is_off(options):
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        demo(**options)

    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, -5])
@override_settings(DEBUG=True)
def test_no_articles_and_fewer_are_refused(number):
    with pytest.raises(CommandError, match="must be 1 or more"):
        demo(articles=number)

    assert not User.objects.exists()


AGENCIES = {
    "en": "{} – Ekhbary",
    "fr": "{} – Agence de presse Ekhbary",
    "ar": "{} – وكالة إخباري",
    "ru": "{} — Эхбари",
    "es": "{} — Agencia Ekhbary",
    "zh_hans": "埃赫巴里通讯社{}电",
}


def test_datelines_name_the_agency_as_their_language_does():
    for story in stories():
        for language, edition in story["editions"].items():
            before, after = AGENCIES[language].split("{}")
            place = edition["dateline"].removeprefix(before).removesuffix(after)

            assert edition["dateline"] == f"{before}{place}{after}"
            assert place
            assert not re.search("[–—]| - ", place)


def test_still_of_a_video_stands_in_no_other_place():
    leads = {story["image"] for story in stories() if "image" in story}
    markup = "".join(html for story in stories() for html in bodies(story))
    stills = {*re.findall(r'data-embed="[^"]*" data-image="([^"]*)"', markup)}
    figures = {*re.findall(r'<figure data-image="([^"]*)"', markup)}

    assert stills
    assert not stills & (leads | figures)


@pytest.mark.slow
@pytest.mark.django_db
@override_settings(DEBUG=True)
def test_loads_once_with_an_edition_in_every_state_and_full_front_pages():
    caches["default"].clear()
    counted = [Article, Publication, Image, Alert, Correction, User]

    first = demo()
    numbers = [model.objects.count() for model in counted]
    again = demo()

    assert again == first
    assert [model.objects.count() for model in counted] == numbers
    assert all(numbers)
    rows = standings([*Article.objects.values_list("pk", flat=True)]).values()
    assert {edition.standing for row in rows for edition in row} == set(Standing)
    assert {alert.standing(timezone.now()) for alert in Alert.objects.all()} == set(Alert.Standing)
    assert all(len(most_read(code)) >= 5 for code in languages.codes())
    assert [len(site.menu) for site in sites()] == [7, 7, 7, 7, 7, 6]
    for site in sites():
        assert_full(front.front(site))
        for publication in lists.listed(site):
            _topics, ids_by_topic = reading.topics(site, publication)
            assert all(reading.beside(site, publication, ids_by_topic)), publication


def assert_full(shown):
    assert sum(not block.is_mixed for block in shown.blocks) >= 4
    assert len(shown.latest) == front.MOST_LATEST
    assert len(shown.voices) >= front.FEWEST_VOICES
    assert [len(read.stories) for read in shown.most_read] == [5, 5]


@pytest.mark.slow
@pytest.mark.django_db
@override_settings(DEBUG=True)
def test_views_of_the_demo_agree_wherever_they_are_told():
    demo()
    assert_views_agree()
    demo(articles=300)
    assert_views_agree()


@pytest.mark.slow
@pytest.mark.django_db
@override_settings(DEBUG=True)
def test_one_story_of_the_demo_rises_and_another_is_hardly_read():
    demo()
    loaded = timezone.now()

    for at in (loaded, loaded + timedelta(minutes=5)):
        for code in languages.codes():
            assert keys_of(now.rising(at, code)) >= {"undersea-cables"}, code
            assert keys_of(now.not_found(at, code)) == {"rain-garden-school"}, code


def keys_of(found):
    """The stories of the demo that some editions are of, known by their headlines."""
    rows = Publication.objects.filter(edition__in=[one.of for one in found])
    headlines = {*rows.values_list("headline", flat=True)}
    return {
        story["key"]
        for story in stories()
        if headlines & {edition["headline"] for edition in story["editions"].values()}
    }


def assert_views_agree():
    assert buckets.rebuild_totals() == []
    total = of_all(ViewTotal)
    tallied = Tally.objects.order_by().values_list("of").annotate(Sum("views"))
    tallied = dict(tallied)
    assert tallied["everything"] == tallied["section"] == total > 0
    since = RecentViews.objects.earliest("slot").slot
    hour = since + timedelta(hours=1)
    assert since >= timezone.now() - buckets.SLOTS_KEPT - timedelta(minutes=5)
    recent = RecentViews.objects.filter(slot__gte=hour.replace(minute=0))
    assert of_all(recent) == of_all(HourlyViews.objects.filter(hour__gte=hour.replace(minute=0)))
    assert Ranked.objects.exists()
    assert TypicalViews.objects.exists()


def of_all(rows):
    rows = getattr(rows, "objects", rows)
    return rows.aggregate(views=Sum("views"))["views"]
