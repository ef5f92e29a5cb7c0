"""The front page of a language."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from articles import publishing
from articles.models import Publication
from audience.models import HourlyViews
from audience.ranking import rank
from tests.factories import (
    make_author,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.website.reading import all_of, headlines, links, one, read, said, words
from website.models import SiteSettings, StaticPage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def publish(clock):
    """Publish stories, each a minute older than the one before."""
    by = make_user()

    def publish(*names, hours=0, **fields):
        for minutes, name in enumerate(names):
            clock.move_to(NOW - timedelta(hours=hours, minutes=minutes))
            make_publication(by=by, headline=name, **fields)
        clock.move_to(NOW)

    return publish


def test_front_page_without_a_story_is_a_page(client):
    assert words(one(read(client, "/fr/"), ".empty")) != ""


def test_only_what_is_live_in_the_language_stands_there(client, clock, publish):
    publish("Français")
    publish("English", language="en")
    publish("Demain", at=NOW + timedelta(days=1))
    publish("Fini", until=NOW + timedelta(minutes=1))
    clock.move_to(NOW + timedelta(minutes=1))

    assert headlines(read(client, "/fr/")) == ["Français"]


def test_newest_story_with_a_picture_among_the_top_leads(client, publish):
    publish("Tout neuf")
    publish("Avec image", hours=1, lead_image=make_image())

    page = read(client, "/fr/")

    assert words(all_of(page, ".front__lead")[0].find(".//h2")) == "Avec image"
    assert headlines(page) == ["Avec image", "Tout neuf"]


@pytest.mark.thorough
def test_no_story_and_no_picture_stands_there_twice(client, publish):
    world, sport = make_section(name_fr="Monde"), make_section(name_fr="Sport")
    writer = make_author(portrait=make_image())
    same = make_image()
    publish(*(f"Monde {n}" for n in range(12)), section=world, lead_image=same)
    publish("Avis", "Autre avis", section=world, kind="opinion", authors=[writer])
    publish(*(f"Sport {n}" for n in range(3)), section=sport, hours=24)

    page = read(client, "/fr/")

    latest = [name for name, _address in links(page, ".latest__list")]
    shown = headlines(page) + latest
    assert len(shown) == len(set(shown)) == 17
    assert [words(title) for title in page.xpath("//*[@class='block__title']")] == [
        "Monde",
        "Sport",
    ]
    pictures = page.xpath("//main//img/@src")
    assert len(pictures) == len(set(pictures)) == 2


def test_voices_stand_together_with_who_speaks(client, publish):
    writer = make_author(name_fr="Yusuf", portrait=make_image())
    publish(*(f"Nouvelle {n}" for n in range(5)))
    publish("Un avis", kind="opinion", authors=[writer], hours=1)
    publish("Un entretien", kind="interview", hours=2)

    band = one(read(client, "/fr/"), ".voices")

    assert [words(h) for h in band.iter("h3")] == ["Un avis", "Un entretien"]
    assert words(band.xpath(".//*[@class='story__names']")[0]).endswith("Yusuf")
    assert len(band.xpath(".//img")) == 1


def test_russian_voices_do_not_leave_a_preposition_at_the_end_of_a_line(client, publish):
    publish(*(f"Новость {n}" for n in range(5)), language="ru")
    publish("Мнение", "Интервью", kind="opinion", language="ru", hours=1)

    heading = one(read(client, "/ru/"), ".voices__title")

    assert heading.text == "От\u00a0первого лица"


def test_lead_says_who_wrote_it(client, publish):
    publish("Un", authors=[make_author(name_fr="Nadia"), make_author(name_fr="Lin")])

    assert said(read(client, "/fr/"), ".story__names").endswith("Nadia et Lin")


def test_latest_leads_to_the_newest_day(client, publish):
    publish(*(f"Nouvelle {n}" for n in range(8)), hours=36)

    page = read(client, "/fr/")

    assert links(page, ".latest")[-1][1] == "/fr/2026/01/30/"
    assert client.get("/fr/2026/01/30/").status_code == 200


def test_latest_tells_time_age_or_date_and_scripts_keep_the_age_alone(client, publish):
    publish(*(f"Nouvelle {n}" for n in range(5)))
    publish("Du jour", hours=1)
    publish("De la veille", hours=22)
    publish("Du mois passé", hours=24 * 20)

    shown = [
        [(words(time), time.get("data-age"), time.get("class")) for time in item.iter("time")]
        for item in one(read(client, "/fr/"), ".latest__list").iter("li")
    ]

    assert shown == [
        [("09:00", None, None)],
        [("il y a 22 heures", "", None), ("31 janvier 2026", None, "on-paper")],
        [("12 janvier 2026", None, None)],
    ]


def test_block_names_the_topics_of_its_stories(client, publish):
    busy, quiet = make_topic(name_fr="Ports"), make_topic(name_fr="Marées")
    unnamed = make_topic(name_fr="", slug_fr=None)
    publish(*(f"Nouvelle {n}" for n in range(8)))
    publish("Un", "Deux", section=(section := make_section()), topics=[busy, unnamed], hours=1)
    publish("Trois", section=section, topics=[quiet, busy], hours=2)

    page = read(client, "/fr/")

    assert [name for name, _ in links(page, ".block__topics")] == ["Ports", "Marées"]


@pytest.fixture
def viewed(publish):
    """Publish stories of one section; the oldest of them are read most, some hours ago."""
    cache.clear()

    def viewed(number, ago=0):
        section = make_section(slug_fr="monde")
        publish(*(f"Nouvelle {n}" for n in range(number)), section=section)
        for publication in Publication.objects.all():
            read_so_often(publication, int(publication.headline.split()[1]) + 1, ago)
        rank(NOW)

    yield viewed
    cache.clear()


def read_so_often(publication, views, ago):
    hour = NOW - timedelta(hours=ago)
    HourlyViews.objects.create(edition=publication.edition, hour=hour, views=views)


def most_read(page, span="day"):
    return [name for name, _address in links(page, f".most-read__list--{span}")]


def spans(page):
    """What is offered to choose from, and what is chosen."""
    offered = page.xpath("//*[@class='most-read__spans']//input")
    return [(button.get("value"), button.get("checked") is not None) for button in offered]


@pytest.mark.thorough
def test_most_read_stands_there_with_five_that_stand_nowhere_else(client, viewed):
    viewed(23)  # the lead, four beside it, seven in Latest, five in the block of the section

    page = read(client, "/fr/")

    assert most_read(page) == [f"Nouvelle {n}" for n in (22, 21, 20, 19, 18)]
    assert not set(most_read(page)) & set(headlines(page))
    assert most_read(page, "week") == most_read(page)  # one is shown or the other
    assert spans(page) == [("day", True), ("week", False)]


@pytest.mark.thorough
def test_most_read_is_left_out_with_fewer_than_five(client, viewed):
    viewed(20)

    assert all_of(read(client, "/fr/"), ".most-read") == []


@pytest.mark.thorough
def test_a_span_with_fewer_than_five_is_not_offered(client, viewed):
    viewed(23, ago=30)

    page = read(client, "/fr/")

    assert most_read(page, "week") == [f"Nouvelle {n}" for n in (22, 21, 20, 19, 18)]
    assert most_read(page, "day") == []
    assert spans(page) == []
    assert said(page, ".most-read__spans") == all_of(page, ".most-read__list")[0].get("aria-label")


@pytest.mark.thorough
def test_each_span_has_its_own_list(client, viewed):
    viewed(23)
    risen = Publication.objects.get(headline="Nouvelle 17")
    read_so_often(risen, 999, ago=48)
    rank(NOW)

    page = read(client, "/fr/")

    assert most_read(page, "day") == [f"Nouvelle {n}" for n in (22, 21, 20, 19, 18)]
    assert most_read(page, "week") == [f"Nouvelle {n}" for n in (17, 22, 21, 20, 19)]


# --- Most read of a section --------------------------------------------------------------


def test_section_tells_what_is_read_most_in_it(client, viewed, publish):
    viewed(6)
    publish("Ailleurs")
    read_so_often(Publication.objects.get(headline="Ailleurs"), 999, ago=0)
    rank(NOW)

    page = read(client, "/fr/monde/")

    assert most_read(page) == [f"Nouvelle {n}" for n in (5, 4, 3, 2, 1)]
    assert spans(page) == [("day", True), ("week", False)]


def test_section_with_fewer_than_five_that_are_read_tells_nothing(client, viewed, publish):
    viewed(4)
    publish("Ailleurs", "Plus loin")
    for publication in Publication.objects.exclude(headline__startswith="Nouvelle"):
        read_so_often(publication, 999, ago=0)
    rank(NOW)

    assert all_of(read(client, "/fr/monde/"), ".most-read") == []


def test_section_leaves_out_what_went_to_another_since(client, viewed):
    viewed(6)
    Publication.objects.filter(headline="Nouvelle 5").update(section=make_section())

    assert most_read(read(client, "/fr/monde/"))[0] == "Nouvelle 4"


@pytest.mark.thorough
def test_older_pages_of_a_section_tell_it_no_more(client, viewed):
    viewed(23)
    [(_words, address)] = links(read(client, "/fr/monde/"), ".pager")

    assert all_of(read(client, f"/fr/monde/{address}"), ".most-read") == []


@pytest.mark.thorough
def test_section_is_kept_no_longer_than_its_most_read_stand(client, viewed):
    viewed(26)  # of which 21 stand on the page
    Publication.objects.filter(headline="Nouvelle 25").update(
        live_until=NOW + timedelta(seconds=20)
    )

    assert client.get("/fr/monde/").headers["Cache-Control"] == "public, max-age=20"


# --- Most read where nothing is ----------------------------------------------------------


def test_page_that_does_not_exist_offers_the_most_read(client, viewed):
    viewed(5)

    assert most_read(read(client, "/fr/nichts/", 404)) == [f"Nouvelle {n}" for n in (4, 3, 2, 1, 0)]
    assert most_read(read(client, "/en/nothing/", 404)) == []


@pytest.mark.thorough
def test_most_read_story_that_ended_since_is_gone(client, viewed):
    viewed(6)
    read(client, "/fr/nichts/", 404)
    ended = Publication.objects.get(headline="Nouvelle 5")
    publishing.take_down(ended.edition, by=make_user(), reason="Faux.")

    assert most_read(read(client, "/fr/nichts/", 404))[0] == "Nouvelle 4"


@pytest.mark.thorough
def test_page_is_kept_no_longer_than_its_most_read_stand(client, clock, viewed):
    viewed(23)
    Publication.objects.filter(headline="Nouvelle 22").update(
        live_until=NOW + timedelta(seconds=20)
    )

    assert client.get("/fr/").headers["Cache-Control"] == "public, max-age=20"


def test_brand_is_the_h1_of_the_front_page_alone(client, publish):
    SiteSettings.objects.update(brand_fr="Ekhbary")
    publish("Un")

    page = read(client, "/fr/")

    assert [words(h1) for h1 in page.iter("h1")] == ["Ekhbary"]


def test_menu_has_the_sections_of_the_language_in_order(client):
    make_section(name_fr="Sport", slug_fr="sport", position=2)
    make_section(name_fr="Monde", slug_fr="monde", position=1)
    make_section(name_fr="", slug_fr=None, position=0)

    page = read(client, "/fr/")

    menus = all_of(page, ".menu")
    assert [(words(a), a.get("href")) for a in menus[0].iter("a")] == [
        ("Monde", "/fr/monde/"),
        ("Sport", "/fr/sport/"),
    ]


def test_alternates_are_the_front_pages_of_the_open_languages(client):
    alternates = read(client, "/fr/").xpath("//link[@rel='alternate']/@hreflang")

    assert alternates == ["en", "fr", "ar", "ru", "es", "zh-Hans"]


# --- Pages that are no news --------------------------------------------------------------


@pytest.fixture
def about():
    return StaticPage.objects.create(
        slug="about", title_fr="À propos", body_fr="<p>Qui sommes-nous&nbsp;?</p>"
    )


def test_static_page_stands_in_the_footer_of_its_language_alone(client, about):
    assert ("À propos", "/fr/pages/about/") in links(read(client, "/fr/"), ".footer")
    assert links(read(client, "/en/"), ".footer") == [
        (said(read(client, "/en/"), "footer"), "/en/")
    ]


def test_static_page_shows_its_text(client, about):
    page = read(client, "/fr/pages/about/")

    assert said(page, "h1") == "À propos"
    assert said(page, ".prose") == "Qui sommes-nous ?"


def test_static_page_links_to_stories_in_its_own_language(client, about, publish):
    make_publication(language="en")
    story = make_publication(language="fr", headline="Le port")
    about.body_fr = f'<p><a data-article="{story.article_id}">le port</a></p>'
    about.save()

    page = read(client, "/fr/pages/about/")

    name, address = links(page, ".prose")[0]
    assert (name, address.endswith(f"/le-port-{story.article_id}/")) == ("le port", True)


def test_static_page_without_a_title_in_the_language_is_not_found(client, about):
    assert client.get("/en/pages/about/").status_code == 404


def test_static_page_leads_to_itself_in_the_languages_that_have_it(client, about):
    about.title_ar, about.title_ru, about.title_es = "من نحن", "О нас", ""
    about.save()
    SiteSettings.objects.update(open_languages="en,fr,ar,es")

    page = read(client, "/fr/pages/about/")

    switch = {link.get("data-language"): link for link in all_of(page, ".languages")[0].iter("a")}
    assert {code: link.get("href") for code, link in switch.items()} == {
        "en": "/en/",
        "fr": "/fr/pages/about/",
        "ar": "/ar/pages/about/",
        "es": "/es/",
    }
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["fr", "ar"]
    assert client.get("/ar/pages/about/").status_code == 200
