"""What stands around every page: its faces, its style sheets, the sections of its menu."""

import pytest
from django.contrib.staticfiles import finders

from tests.factories import make_publication, make_section, make_user
from tests.website.reading import all_of, article_path, links, one, read, words
from website.models import SiteSettings, StaticPage

pytestmark = pytest.mark.django_db

LATIN, CYRILLIC = "fonts/piazzolla-latin-700.woff2", "fonts/piazzolla-cyrillic-700.woff2"


@pytest.fixture
def sections():
    """World, Sport, Culture, by position."""
    return [
        make_section(position=number, **{f"name_{code}": f"{name} {code}" for code in ("en", "fr")})
        for number, name in enumerate(["World", "Sport", "Culture"])
    ]


def menu(client, path):
    return [words(link) for link in all_of(read(client, path), ".menu")[0].iter("a")]


@pytest.mark.parametrize(
    ("language", "faces"),
    [
        ("en", [LATIN]),
        ("fr", [LATIN]),
        ("es", [LATIN]),
        ("ru", [LATIN, CYRILLIC]),
        ("ar", []),
        ("zh-hans", []),
    ],
)
def test_page_fetches_ahead_the_faces_of_its_script_alone(client, language, faces):
    page = read(client, f"/{language}/")

    ahead = page.xpath("//link[@rel='preload' and @as='font' and @crossorigin]/@href")
    assert ahead == [f"/static/{face}" for face in faces]
    assert all(finders.find(face) for face in faces)


@pytest.mark.parametrize(
    ("language", "fields", "light"),
    [
        ("en", {"kind": "opinion"}, ["latin"]),
        ("ru", {"kind": "opinion"}, ["latin", "cyrillic"]),
        ("ar", {"kind": "opinion"}, []),
        ("fr", {"body": "<p>Un.</p><blockquote><p>Dit.</p></blockquote>"}, ["latin"]),
        ("fr", {"kind": "analysis"}, []),
    ],
)
def test_story_fetches_ahead_the_lighter_face_where_it_is_set_in_it(
    client, language, fields, light
):
    story = make_publication(language=language, **fields)
    page = read(client, article_path(client, language, story.article_id))

    ahead = page.xpath("//link[@rel='preload' and @as='font' and @crossorigin]/@href")
    assert [face for face in ahead if "-700" not in face] == [
        f"/static/fonts/piazzolla-{script}-500.woff2" for script in light
    ]


@pytest.mark.thorough
def test_one_style_sheet_and_no_script_holds_up_a_page(client):
    by, section = make_user(), make_section(slug_fr="monde")
    story = make_publication(by=by, section=section)
    english = make_publication(by=by, section=section, language="en")
    StaticPage.objects.create(slug="about", title_fr="À propos")
    of_story = article_path(client, "fr", story.article_id)
    absent = f"/fr/x/{english.article_id}/"

    for path in ("/fr/", "/fr/monde/", "/fr/pages/about/", of_story, "/fr/nothing/", absent):
        response = client.get(path)
        page = read(client, path, status=response.status_code)

        sheets = page.xpath("//link[@rel='stylesheet']/@href")
        assert sheets == ["/static/css/site/site.css"]
        assert page.xpath("//script[not(@type='module')]") == []


def test_each_language_has_the_menu_that_its_desk_arranged(client, sections):
    world, _sport, culture = sections
    site = SiteSettings.objects.rewrite(False).get()
    site.navigation_fr = f"{culture.pk},{world.pk}"
    site.save()

    assert menu(client, "/fr/") == ["Culture fr", "World fr"]
    assert menu(client, "/en/") == ["World en", "Sport en", "Culture en"]


def test_menu_leaves_out_what_has_no_page_in_the_language(client, sections):
    _world, sport, culture = sections
    site = SiteSettings.objects.rewrite(False).get()
    site.navigation_fr = f"{culture.pk},{sport.pk},999"
    site.save()
    type(sport).objects.rewrite(False).filter(pk=sport.pk).update(name_fr="")

    assert menu(client, "/fr/") == ["Culture fr"]


def test_story_marks_its_section_in_the_menu(client, sections):
    publication = make_publication(section=sections[1])
    page = read(client, article_path(client, "fr", publication.article_id))

    marked = all_of(page, ".masthead__sections")[0].xpath(".//a[@aria-current]")
    assert [words(link) for link in marked] == ["Sport fr"]


def test_story_that_is_not_available_shows_its_section_and_where_it_can_be_read(client, sections):
    by = make_user()
    arabic = make_publication(by=by, section=sections[0], language="ar", headline="الميناء")
    for _ in range(3):
        make_publication(by=by, section=sections[0], headline="Autre")
    page = read(client, f"/fr/x/{arabic.article_id}/", status=404)

    assert [text for text, _ in links(page, ".notice__margin")] == ["World fr"]
    [row] = one(page, ".elsewhere").iter("li")
    assert (row.get("lang"), row.get("dir"), words(row)) == ("ar", "rtl", "العربية الميناء")
    assert words(one(page, ".block__title")) == "World fr"


def test_chinese_headline_says_where_its_lines_may_end(client, sections):
    by = make_user()
    story = make_publication(
        by=by, section=sections[0], language="zh-hans", headline="山谷调暗路灯"
    )

    for path, status in (("/zh-hans/", 200), (f"/fr/x/{story.article_id}/", 404)):
        page = read(client, path, status=status)
        [headline] = [*all_of(page, ".story__headline"), *all_of(page, ".elsewhere__headline")]
        assert (words(headline), len([*headline.iter("wbr")])) == ("山谷调暗路灯", 2)
