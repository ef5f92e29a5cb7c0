"""The demonstration newsroom: its files fit together, and it loads once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

import languages
from accounts.models import User
from articles.models import Alert, Article, Correction, Publication
from articles.states import Standing, standings
from images.models import Image
from website.demo import drawings, loader

COLUMNS = [code.replace("-", "_") for code in languages.codes()]


def stories():
    return [loader.read(f"stories/{path.name}") for path in loader.HERE.glob("stories/*.toml")]


def keys(kind):
    rows = loader.read("images.toml" if kind == "images" else "newsroom.toml")[kind]
    return {row["key"] for row in rows}


def demo(**options):
    written = StringIO()
    call_command("demo", stdout=written, **options)
    return written.getvalue()


def test_there_are_enough_stories_of_every_kind_and_section():
    found = stories()

    assert len(found) >= 14
    assert {story["kind"] for story in found} == set(Article.Kind.values)
    assert {story["section"] for story in found} == keys("sections")
    assert all(3 <= len(story["editions"]) <= len(COLUMNS) for story in found)


@pytest.mark.parametrize("story", stories(), ids=lambda story: story["key"])
def test_story_refers_to_what_there_is(story):
    markup = "".join(edition["body"] for edition in story["editions"].values())

    assert story["source_language"] in story["editions"]
    assert {story["section"]} <= keys("sections")
    assert {*story["topics"]} <= keys("topics")
    assert {*story["authors"]} <= keys("authors")
    assert {*re.findall(r'data-article="([^"]*)"', markup)} <= {row["key"] for row in stories()}
    assert {story.get("image", "harbour")} <= keys("images")
    assert {*re.findall(r'data-image="([^"]*)"', markup)} <= keys("images")


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


@pytest.mark.slow
@pytest.mark.django_db
@override_settings(DEBUG=True)
def test_loads_once_with_an_edition_in_every_state():
    counted = [Article, Publication, Image, Alert, Correction, User]

    first = demo()
    numbers = [model.objects.count() for model in counted]
    again = demo()

    assert again == first
    assert [model.objects.count() for model in counted] == numbers
    assert all(numbers)
    rows = standings([*Article.objects.values_list("pk", flat=True)]).values()
    assert {edition.standing for row in rows for edition in row} == set(Standing)
