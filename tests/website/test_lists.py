"""Sections, topics and authors: their stories by date, page by page."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import time_machine

from articles import publishing
from articles.models import Article, Publication
from tests.factories import (
    make_author,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.website.reading import all_of, headlines, links, one, read, said, words
from website import views

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
PAGE = 3  # stories, for these tests


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(views, "STORIES_PER_PAGE", PAGE)


@pytest.fixture
def section():
    return make_section(name_fr="Monde", slug_fr="monde", description_fr="Les frontières.")


@pytest.fixture
def topic():
    return make_topic(name_fr="Ports", slug_fr="ports", description_fr="Les quais.")


@pytest.fixture
def author():
    return make_author(
        slug="nadia", name_fr="Nadia Karim", role_fr="Correspondante", biography_fr="Elle écrit."
    )


LISTS = ["/fr/monde/", "/fr/topics/ports/", "/fr/authors/nadia/"]


@pytest.fixture
def publish(clock, section, topic, author):
    """Publish stories, each an hour older than the one before, on all three lists."""
    by = make_user()

    def publish(*names, **fields):
        for hours, name in enumerate(names):
            clock.move_to(NOW - timedelta(hours=hours))
            made = {"section": section, "topics": [topic], "authors": [author]} | fields
            make_publication(by=by, headline=name, **made)
        clock.move_to(NOW)

    return publish


@pytest.mark.parametrize("path", LISTS)
def test_stories_stand_newest_first(client, publish, path):
    publish("Un", "Deux", "Trois")

    assert headlines(read(client, path)) == ["Un", "Deux", "Trois"]


@pytest.mark.parametrize("path", LISTS)
def test_only_what_is_live_in_the_language_is_listed(client, clock, publish, section, path):
    publish("Français")
    publish("English", language="en")
    publish("Ailleurs", section=make_section(), topics=[], authors=[make_author()])
    publish("Demain", at=NOW + timedelta(days=1))
    publish("Bientôt fini", until=NOW + timedelta(minutes=1))
    clock.move_to(NOW + timedelta(minutes=1))

    assert headlines(read(client, path)) == ["Français"]


@pytest.mark.parametrize("path", LISTS)
def test_a_changed_story_is_listed_once_and_at_its_first_date(client, clock, publish, path):
    publish("Neuf", "Vieux")
    by = make_user()
    old = Publication.objects.get(headline="Vieux")
    publishing.publish(old.edition, by=by)

    assert headlines(read(client, path)) == ["Neuf", "Vieux"]


@pytest.mark.parametrize("path", LISTS)
def test_older_and_newer_pages_meet_without_gap_or_repetition(client, publish, path):
    names = [f"Article {number}" for number in range(PAGE * 2 + 2)]
    publish(*names)

    first = read(client, path)
    second = read(client, path + one(first, ".pager__older").get("href"))
    third = read(client, path + one(second, ".pager__older").get("href"))

    assert headlines(first) + headlines(second) + headlines(third) == names
    assert all_of(first, ".pager__newer") == all_of(third, ".pager__older") == []
    back = read(client, path + one(third, ".pager__newer").get("href"))
    assert headlines(back) == headlines(second)
    start = read(client, path + one(back, ".pager__newer").get("href"))
    assert headlines(start) == headlines(first)
    assert start.xpath("//link[@rel='canonical']/@href") == [f"http://testserver{path}"]


@pytest.mark.parametrize("path", LISTS)
def test_stories_of_one_moment_are_parted_by_their_ids(client, clock, publish, path):
    names = [f"Article {number}" for number in range(PAGE + 2)]
    for name in names:
        publish(name)

    first = read(client, path)
    second = read(client, path + one(first, ".pager__older").get("href"))

    assert headlines(first) + headlines(second) == names[::-1]


@pytest.mark.parametrize("path", LISTS)
def test_a_page_stays_the_same_when_newer_stories_come(client, clock, publish, path):
    publish(*(f"Article {number}" for number in range(PAGE + 2)))
    older = path + one(read(client, path), ".pager__older").get("href")
    before = headlines(read(client, older))
    clock.shift(60)
    publish("Tout neuf")

    assert headlines(read(client, older)) == before


@pytest.mark.parametrize(
    "query",
    [
        "before=",
        "before=1",
        "before=x-1",
        "before=1769900000000000-0",
        "before=1769900000000000-1x",
        "before=1769900000000000-99999999999999999999",
        "before=-99999999999999999-1",
        "before=١٧٦٩-1",
        "before=1769900000000000-1%00",
        "after=nothing",
        "after=1769900000000000-1&before=1769900000000000-1",
        "before=1-1",
    ],
)
def test_a_key_that_leads_nowhere_is_not_found(client, publish, query):
    publish("Un")

    assert [client.get(f"{path}?{query}").status_code for path in LISTS] == [404] * 3


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_parameter_changes_nothing(client, publish, path):
    publish("Un")

    assert headlines(read(client, f"{path}?utm_source=x&page=2")) == ["Un"]


@pytest.mark.parametrize(
    ("path", "h1"), [*zip(LISTS, ["Monde", "Ports", "Nadia Karim"], strict=True)]
)
def test_list_without_stories_is_a_page(client, section, topic, author, path, h1):
    page = read(client, path)

    assert said(page, "h1") == h1
    assert headlines(page) == []


def test_lists_describe_what_they_are_about(client, section, topic, author):
    assert said(read(client, LISTS[0]), ".standfirst") == "Les frontières."
    assert said(read(client, LISTS[1]), ".standfirst") == "Les quais."
    person = read(client, LISTS[2])
    assert said(person, ".standfirst") == "Correspondante"
    assert said(person, ".prose") == "Elle écrit."


def test_addresses_of_an_author_run_as_they_are_written_in_any_language(client):
    make_author(slug="noor", email="noor@example.org", website="https://noor.example/~n/")

    [box] = all_of(read(client, "/ar/authors/noor/"), ".author__links")

    assert [(words(link), link.get("dir")) for link in box.iter("a")] == [
        ("noor@example.org", "ltr"),
        ("https://noor.example/~n/", "ltr"),
    ]


def test_current_section_is_marked_in_the_menu(client, section):
    make_section()

    menu = all_of(read(client, "/fr/monde/"), ".menu")[0]

    assert [words(a) for a in menu.iter("a") if a.get("aria-current")] == ["Monde"]


def test_stories_stand_under_their_days_in_the_newsroom(client, monkeypatch, publish):
    monkeypatch.setattr(views, "STORIES_PER_PAGE", 12)
    publish(*(f"Article {number}" for number in range(12)))

    page = read(client, "/fr/authors/nadia/")

    days = [words(day) for day in all_of(page, ".day__date")]
    assert days == ["1 février 2026", "31 janvier 2026"]


@pytest.mark.parametrize("path", LISTS)
def test_under_its_day_a_story_tells_its_time_and_not_its_date_again(client, clock, publish, path):
    publish(*(f"Article {number}" for number in range(PAGE * 2)))
    clock.shift(timedelta(days=8))

    older = read(client, path + one(read(client, path), ".pager__older").get("href"))

    told = [words(time) for time in older.xpath("//*[@class='story__age']/time")]
    assert told == ["07:00", "06:00", "05:00"]


def test_page_of_a_section_tells_kinds_alone_and_not_of_news(client, monkeypatch, publish):
    monkeypatch.setattr(views, "STORIES_PER_PAGE", 4)
    publish("Nouvelle")
    publish("Avis", kind="opinion")
    publish("Analyse", kind="analysis")
    publish("Entretien", kind="interview")

    page = read(client, "/fr/monde/")

    cards = zip(headlines(page), all_of(page, ".story"), strict=True)
    told = {name: [words(label) for label in card.find_class("label")] for name, card in cards}
    assert told == {
        "Nouvelle": [],
        "Avis": ["Opinion"],
        "Analyse": ["Analyse"],
        "Entretien": ["Entretien"],
    }


# --- Addresses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fixture", "path", "renamed", "new_path"),
    [
        ("section", "/fr/monde/", "slug_fr", "/fr/planète/"),
        ("topic", "/fr/topics/ports/", "slug_fr", "/fr/topics/planète/"),
        ("author", "/fr/authors/nadia/", "slug", "/fr/authors/planète/"),
    ],
)
def test_former_address_leads_to_the_present_one(client, request, fixture, path, renamed, new_path):
    target = request.getfixturevalue(fixture)
    setattr(target, renamed, "planète")
    target.save()

    response = client.get(path)

    assert response.status_code == 301
    assert unquote(response.headers["Location"]) == new_path
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert client.get(new_path).status_code == 200


def test_address_that_was_given_away_belongs_to_its_new_owner(client, section):
    section.slug_fr = "planète"
    section.save()
    make_section(name_fr="Autre monde", slug_fr="monde")

    assert said(read(client, "/fr/monde/"), "h1") == "Autre monde"


def test_former_address_of_another_language_is_not_found(client, section):
    section.slug_en = "globe"
    section.save()

    assert client.get("/fr/globe/").status_code == 404


def test_letters_typed_in_another_form_lead_to_the_address(client):
    make_section(name_fr="Économie", slug_fr="économie")

    response = client.get("/fr/e\u0301conomie/")

    assert response.status_code == 301
    assert unquote(response.headers["Location"]) == "/fr/économie/"


@pytest.mark.parametrize(
    ("fixture", "path"), [*zip(["section", "topic", "author"], LISTS, strict=True)]
)
def test_what_has_no_name_in_the_language_has_no_page(client, request, fixture, path):
    target = request.getfixturevalue(fixture)
    target.name_fr = ""
    target.save()

    assert client.get(path).status_code == 404


def test_section_without_a_name_in_the_language_keeps_its_stories_readable(
    client, publish, section
):
    publish("Un")
    section.name_fr, section.slug_fr = "", None
    section.save()

    page = read(client, "/fr/")

    path = links(page, ".story__headline")[0][1]
    assert said(read(client, path), "h1") == "Un"
    assert links(page, ".menu") == []


def test_switch_leads_to_the_same_list_where_the_language_has_it(client, section, topic, author):
    make_publication(language="ar", authors=[author])
    section.slug_en = None
    section.save()

    def leads(path):
        switch = all_of(read(client, path), ".languages")[0]
        return {link.get("data-language"): link.get("href") for link in switch.iter("a")}

    assert leads("/fr/monde/")["ar"] == f"/ar/{section.slug_ar}/"
    assert leads("/fr/topics/ports/")["ru"] == f"/ru/topics/{topic.slug_ru}/"
    assert leads("/fr/authors/nadia/")["ar"] == "/ar/authors/nadia/"
    assert leads("/fr/authors/nadia/")["ru"] == "/ru/"


@pytest.mark.parametrize(
    ("fixture", "path", "cleared"),
    [
        ("section", "/fr/monde/", ["name_ar", "slug_ar"]),
        ("section", "/fr/monde/", ["slug_ar"]),
        ("section", "/fr/monde/", ["name_ar"]),
        ("topic", "/fr/topics/ports/", ["name_ar", "slug_ar"]),
        ("topic", "/fr/topics/ports/", ["name_ar"]),
        ("author", "/fr/authors/nadia/", ["name_ar"]),
    ],
)
def test_no_page_leads_to_a_language_that_had_the_list_once(
    client, request, author, fixture, path, cleared
):
    target = request.getfixturevalue(fixture)
    for code in ("ar", "ru"):
        make_publication(language=code, authors=[author])
    for name in cleared:
        setattr(target, name, None if name == "slug_ar" else "")
    target.save()

    page = read(client, path)

    switch = all_of(page, ".languages")[0]
    leads = {link.get("data-language"): link.get("href") for link in switch.iter("a")}
    announced = set(page.xpath("//link[@rel='alternate'][@hreflang]/@hreflang"))
    assert leads["ar"] == "/ar/"
    assert {"fr", "ru"} <= announced
    assert "ar" not in announced
    assert client.get(leads["ru"]).status_code == 200


def test_story_that_moved_to_another_section_moves_in_the_lists(client, clock, publish, section):
    publish("Un")
    other = make_section(name_fr="Sport", slug_fr="sport")
    Article.objects.update(section=other)
    clock.shift(1)
    publishing.publish(Publication.objects.get().edition, by=make_user())

    assert headlines(read(client, "/fr/monde/")) == []
    assert headlines(read(client, "/fr/sport/")) == ["Un"]
