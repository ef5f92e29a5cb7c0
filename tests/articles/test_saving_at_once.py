"""Two people save at the same moment, each through a connection of their own.

Both begin from the same version; the outcome must not depend on who comes first.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.utils import timezone

from articles import editing, publishing
from articles.editing import Clash, Conflict, FactsChange, TextsChange
from articles.models import Article, Edition, Publication
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_section,
    make_topic,
    make_user,
    texts,
)

pytestmark = [pytest.mark.thorough, pytest.mark.django_db(transaction=True)]

PATIENCE = 60  # seconds: a deadlock or a lost thread fails instead of hanging
TURNS = range(5)


def at_once(*actions):
    """What each action returned or raised, all of them begun at the same moment."""
    barrier = Barrier(len(actions), timeout=PATIENCE)

    def run(action):
        try:
            barrier.wait()
            return action()
        except Conflict as conflict:
            return conflict
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions, timeout=PATIENCE))


def save_texts(article, by, language, base, **values):
    return lambda: editing.save(article.pk, by=by, texts=TextsChange(language, values, base))


def save_facts(article, by, base=1, **values):
    return lambda: editing.save(article.pk, by=by, facts=FactsChange(values, base))


def headline(article, language):
    return Article.objects.get(pk=article.pk).text("headline", language)


def facts_of(article):
    return editing.facts_now(Article.objects.get(pk=article.pk))


def conflict_among(results):
    [conflict] = [result for result in results if isinstance(result, Conflict)]
    return conflict


@pytest.fixture
def people():
    return make_user(username="one"), make_user(username="other")


@pytest.mark.parametrize("turn", TURNS)
def test_french_and_arabic_at_once_both_stay(people, turn):
    one, other = people
    article = make_article(by=one, headline="Avant")
    make_edition(article=article, language="ar", by=one)

    results = at_once(
        save_texts(article, one, "fr", 1, headline="Après"),
        save_texts(article, other, "ar", 1, headline="بعد"),
    )

    assert not [result for result in results if isinstance(result, Conflict)]
    assert (headline(article, "fr"), headline(article, "ar")) == ("Après", "بعد")
    assert sorted(article.editions.values_list("version", flat=True)) == [2, 2]


@pytest.mark.parametrize("turn", TURNS)
def test_the_first_texts_of_all_languages_at_once_all_stay(people, turn):
    one, _other = people
    article = make_article(by=one)
    codes = ["en", "ar", "ru", "es", "zh-hans"]

    at_once(*(save_texts(article, one, code, 0, headline=code) for code in codes))

    assert {code: headline(article, code) for code in codes} == {code: code for code in codes}


@pytest.mark.parametrize("turn", TURNS)
def test_french_and_french_at_once_the_second_is_refused_and_nothing_typed_is_lost(people, turn):
    one, other = people
    article = make_article(by=one, headline="Avant", summary="Résumé")

    results = at_once(
        save_texts(article, one, "fr", 1, headline="De l’une", summary="Résumé"),
        save_texts(article, other, "fr", 1, headline="De l’autre", summary="Résumé"),
    )

    conflict = conflict_among(results)
    won, lost = ("De l’une", "De l’autre") if results[1] is conflict else ("De l’autre", "De l’une")
    assert conflict.clashes == [Clash("headline", "Avant", won, lost)]
    assert conflict.latest.author == (one if won == "De l’une" else other)
    assert headline(article, "fr") == won
    assert article.editions.get().version == 2


@pytest.mark.parametrize("turn", TURNS)
def test_the_first_text_of_a_language_from_two_people_at_once_is_kept_of_one(people, turn):
    one, other = people
    article = make_article(by=one)

    results = at_once(
        save_texts(article, one, "ar", 0, headline="واحد"),
        save_texts(article, other, "ar", 0, headline="اثنان"),
    )

    conflict = conflict_among(results)
    assert {headline(article, "ar"), conflict.clashes[0].mine} == {"واحد", "اثنان"}
    assert article.editions.filter(language="ar").count() == 1


@pytest.mark.parametrize("turn", TURNS)
def test_two_sections_at_once_the_second_is_refused(people, turn):
    one, other = people
    world, sport, culture = make_section(), make_section(), make_section()
    article = make_article(by=one, section=world)

    results = at_once(
        save_facts(article, one, section=sport.pk), save_facts(article, other, section=culture.pk)
    )

    [clash] = conflict_among(results).clashes
    assert (clash.field, clash.base) == ("section", world.pk)
    assert {clash.theirs, clash.mine} == {sport.pk, culture.pk}
    assert facts_of(article)["section"] == clash.theirs


@pytest.mark.parametrize("turn", TURNS)
def test_topics_added_at_once_all_stay(people, turn):
    one, other = people
    japan, security, ferries = make_topic(), make_topic(), make_topic()
    article = make_article(by=one, topics=[japan])

    at_once(
        save_facts(article, one, topics=[japan.pk, security.pk]),
        save_facts(article, other, topics=[japan.pk, ferries.pk]),
    )

    assert facts_of(article)["topics"] == [japan.pk, security.pk, ferries.pk]
    assert Article.objects.get(pk=article.pk).version == 3


@pytest.mark.parametrize("turn", TURNS)
def test_authors_added_at_once_all_sign(people, turn):
    one, other = people
    a, b, c = make_author().pk, make_author().pk, make_author().pk
    article = make_article(by=one)
    save_facts(article, one, authors=[a])()

    at_once(
        save_facts(article, one, base=2, authors=[a, b]),
        save_facts(article, other, base=2, authors=[a, c]),
    )

    assert facts_of(article)["authors"] in ([a, b, c], [a, c, b])


@pytest.mark.parametrize("turn", TURNS)
def test_facts_and_texts_at_once_both_stay(people, turn):
    one, other = people
    article = make_article(by=one, headline="Avant")

    at_once(
        save_facts(article, one, kind="opinion"),
        save_texts(article, other, "fr", 1, headline="Après"),
    )

    assert facts_of(article)["kind"] == "opinion"
    assert headline(article, "fr") == "Après"


@pytest.mark.parametrize("turn", TURNS)
def test_publishing_a_set_of_languages_while_their_texts_are_saved_waits_and_never_locks_up(
    people, turn
):
    one, other = people
    article = make_article(by=one)
    french = article.editions.get()
    arabic = make_edition(article=article, language="ar", by=one)

    @transaction.atomic
    def publish_all(*editions):
        for edition in editions:
            publishing.publish(edition, by=one)

    at_once(
        lambda: publish_all(french, arabic),
        lambda: publish_all(arabic, french),
        save_texts(article, other, "ar", 1, **texts("ar", headline="بعد")),
        save_texts(article, other, "fr", 1, **texts("fr", headline="Après")),
        save_facts(article, other, kind="opinion"),
    )

    now = timezone.now()
    for edition in (french, arabic):
        edition = Edition.objects.get(pk=edition.pk)
        assert edition.version == 2
        assert edition.publications.count() == 2
        assert Publication.objects.live(edition.language, now).count() == 1
    assert (headline(article, "fr"), headline(article, "ar")) == ("Après", "بعد")


@pytest.mark.parametrize("turn", TURNS)
def test_publishing_the_same_edition_at_once_leaves_one_text_live(people, turn):
    one, other = people
    edition = make_edition(by=one)

    at_once(
        lambda: publishing.publish(edition, by=one), lambda: publishing.publish(edition, by=other)
    )

    first, second = edition.publications.order_by("live_from")
    assert first.live_until == second.live_from
    assert second.live_until is None
