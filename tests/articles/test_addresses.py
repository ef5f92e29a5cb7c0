from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import addresses, publishing
from articles.models import Publication, Section, SlugHistory, Topic
from authors.models import Author
from languages.columns import column
from tests.factories import (
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
MAKERS = {"section": make_section, "topic": make_topic, "author": make_author}


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def rename(target, slug, language="fr"):
    field = "slug" if isinstance(target, Author) else column("slug", language)
    target = type(target).objects.get(pk=target.pk)
    setattr(target, field, slug)
    target.save()


def owner(target, slug, language="fr"):
    language = "" if isinstance(target, Author) else language
    return addresses.former_owner(type(target), language, slug)


# --- Paths -------------------------------------------------------------------------------


def test_the_address_of_a_story_has_its_section_its_words_and_its_number():
    assert addresses.article_path("fr", "monde", "le-titre", 12) == "/fr/monde/le-titre-12/"


def test_the_address_of_a_story_without_words_is_its_number():
    assert addresses.article_path("zh-hans", "世界", "", 12) == "/zh-hans/世界/12/"


def test_a_headline_of_pictograms_gives_an_address_of_the_number_alone():
    section = make_section(slug_fr="monde")
    publication = make_publication(headline="🎉🎉🎉", section=section)
    pk = publication.article_id

    paths = addresses.live_paths([pk], "fr", timezone.now())

    assert paths == {pk: f"/fr/monde/{pk}/"}


def test_a_story_has_an_address_in_the_script_of_each_language():
    chief = make_user()
    section = make_section(slug_fr="monde", slug_ar="العالم", slug_ru="мир")
    french = make_publication(by=chief, headline="L’été à Évry", section=section)
    article = french.article
    for language, headline in {"ar": "البرلمان يُقِرّ", "ru": "Парламент принял"}.items():
        edition = make_edition(article=article, language=language, by=chief, headline=headline)
        publishing.publish(edition, by=chief)
    now, pk = timezone.now(), article.pk

    paths = [addresses.live_paths([pk], code, now).get(pk) for code in ("fr", "ar", "ru", "es")]

    assert paths == [
        f"/fr/monde/lété-à-évry-{pk}/",
        f"/ar/العالم/البرلمان-يقر-{pk}/",
        f"/ru/мир/парламент-принял-{pk}/",
        None,
    ]


def test_the_paths_of_many_stories_take_one_query(django_assert_num_queries):
    chief = make_user()
    ids = [make_publication(by=chief).article_id for _ in range(3)]

    with django_assert_num_queries(1):
        paths = addresses.live_paths(ids, "fr", timezone.now())

    assert paths.keys() == set(ids)


def test_publications_in_several_languages_know_their_sections_addresses():
    chief, section = make_user(), make_section(slug_fr="monde", slug_ar="العالم")
    french = make_publication(by=chief, section=section)
    arabic = make_edition(article=french.article, language="ar", by=chief)
    publishing.publish(arabic, by=chief)

    rows = addresses.with_section_slug(Publication.objects.all())

    assert {(row.language, row.section_slug) for row in rows} == {("fr", "monde"), ("ar", "العالم")}


# --- Words that are routes ---------------------------------------------------------------


@pytest.mark.parametrize("make", [make_section, make_author])
def test_a_word_of_the_sites_own_addresses_is_refused_as_an_address(make):
    target = make()
    field = "slug" if isinstance(target, Author) else "slug_fr"
    setattr(target, field, "search")

    with pytest.raises(ValidationError) as refusal:
        target.full_clean()

    assert list(refusal.value.message_dict) == [field]


def test_two_sections_do_not_share_an_address_in_a_language():
    make_section(slug_fr="monde")
    section = make_section()
    section.slug_fr = "monde"

    with pytest.raises(ValidationError):
        section.full_clean()


def test_the_same_word_may_be_an_address_in_two_languages():
    make_section(slug_fr="culture")
    section = make_section(slug_en="culture")

    section.full_clean()


def test_many_sections_may_have_no_address_in_a_language():
    for _ in range(2):
        make_section(slug_ar=None).full_clean()

    assert Section.objects.filter(slug_ar=None).count() == 2


# --- Addresses of old --------------------------------------------------------------------


@pytest.mark.parametrize("kind", MAKERS)
def test_an_address_of_old_leads_to_whom_it_belonged(kind, clock):
    target = MAKERS[kind]()
    rename(target, "ancien")
    clock.shift(timedelta(days=1))

    rename(target, "nouveau")

    assert owner(target, "ancien") == owner(target, "nouveau") == target.pk


@pytest.mark.parametrize("kind", MAKERS)
def test_an_address_that_was_given_away_belongs_to_its_new_owner(kind, clock):
    first, second = MAKERS[kind](), MAKERS[kind]()
    rename(first, "monde")
    clock.shift(timedelta(days=1))
    rename(first, "planete")
    clock.shift(timedelta(days=1))
    rename(second, "monde")

    assert owner(first, "monde") == second.pk
    assert owner(first, "planete") == first.pk


@pytest.mark.parametrize("kind", MAKERS)
def test_an_address_that_was_given_back_belongs_to_its_first_owner(kind, clock):
    first, second = MAKERS[kind](), MAKERS[kind]()
    for target, slug in [(first, "a"), (first, "b"), (second, "a"), (second, "c"), (first, "a")]:
        rename(target, slug)
        clock.shift(timedelta(days=1))

    assert owner(first, "a") == first.pk


@pytest.mark.parametrize("make", [make_section, make_topic])
def test_addresses_of_old_are_those_of_one_language(make, clock):
    target = make(slug_fr="monde", slug_en="world")

    assert owner(target, "monde", "fr") == target.pk
    assert owner(target, "monde", "en") is None


def test_addresses_of_old_are_those_of_one_kind(clock):
    section = make_section(slug_fr="culture")

    assert addresses.former_owner(Section, "fr", "culture") == section.pk
    assert addresses.former_owner(Topic, "fr", "culture") is None


def test_nobody_had_an_address_that_was_never_used():
    assert addresses.former_owner(Section, "fr", "jamais") is None


def test_a_save_that_renames_nothing_is_not_remembered_again(clock):
    section = make_section()
    rows = list(SlugHistory.objects.of(section).values())
    clock.shift(timedelta(days=1))

    section.position = 7
    section.save()

    assert list(SlugHistory.objects.of(section).values()) == rows


def test_stories_follow_their_section_to_its_new_address(clock):
    section = make_section(slug_fr="monde")
    publication = make_publication(section=section, headline="Titre")
    clock.shift(timedelta(days=1))
    rename(section, "planete")

    path = addresses.live_paths([publication.article_id], "fr", timezone.now())

    assert path == {publication.article_id: f"/fr/planete/titre-{publication.article_id}/"}


def test_a_story_whose_section_lost_its_address_has_the_number_of_that(clock):
    section = make_section(slug_fr="monde")
    publication = make_publication(section=section, headline="Titre")
    pk, paths = publication.article_id, []
    for slug in (None, "monde", None):
        clock.shift(timedelta(days=1))
        rename(section, slug)
        paths.append(addresses.live_paths([pk], "fr", timezone.now())[pk])

    SlugHistory.objects.all().delete()  # as of rows that were loaded raw
    paths.append(addresses.live_paths([pk], "fr", timezone.now())[pk])

    by_number = f"/fr/{section.pk}/titre-{pk}/"
    assert paths == [by_number, f"/fr/monde/titre-{pk}/", by_number, by_number]


def test_stories_follow_their_section_back_to_an_address_of_old(clock):
    section = make_section(slug_fr="monde")
    publication = make_publication(section=section, headline="Titre")
    for slug in ("planete", "monde"):
        clock.shift(timedelta(days=1))
        rename(section, slug)

    path = addresses.live_paths([publication.article_id], "fr", timezone.now())

    assert path == {publication.article_id: f"/fr/monde/titre-{publication.article_id}/"}
