"""The front page of a language."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.factories import make_image, make_publication, make_section, make_user
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


def test_no_story_stands_there_twice(client, publish):
    world, sport = make_section(name_fr="Monde"), make_section(name_fr="Sport")
    publish(*(f"Monde {n}" for n in range(14)), section=world)
    publish(*(f"Sport {n}" for n in range(3)), section=sport, hours=24)

    page = read(client, "/fr/")

    latest = [name for name, _address in links(page, ".latest")]
    shown = headlines(page) + latest
    assert len(shown) == len(set(shown))
    assert [words(title) for title in all_of(page, ".block__title")] == ["Sport"]
    assert [words(h) for h in one(page, ".block__stories").iter("h3")] == [
        "Sport 0",
        "Sport 1",
        "Sport 2",
    ]


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
