import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import REPORTER, TRANSLATOR
from articles import editing, publishing
from articles.editing import Clash, Conflict, FactsChange, TextsChange
from articles.models import Article, Edition, Revision
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_image,
    make_section,
    make_topic,
    make_user,
    texts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_user()


def save_texts(article, by, language="fr", *, base=1, **values):
    fields = {"is_minor", "source_revision", "origin", "over", "decided"} & values.keys()
    options = {name: values.pop(name) for name in fields}
    change = TextsChange(language, values, base, **options)
    return editing.save(article.pk, by=by, texts=change)


def save_facts(article, by, *, base=1, **values):
    return editing.save(article.pk, by=by, facts=FactsChange(values, base))


def edition_of(article, language="fr"):
    return Edition.objects.get(article=article, language=language)


def texts_of(article, language="fr"):
    return editing.texts_now(Article.objects.get(pk=article.pk), language)


def facts_of(article):
    return editing.facts_now(Article.objects.get(pk=article.pk))


def updates(queries):
    return [q["sql"] for q in queries if q["sql"].startswith("UPDATE")]


def columns_written(update):
    return set(re.findall(r'"(\w+)" = ', update.split(" WHERE ")[0]))


# --- A new article -----------------------------------------------------------------------


def test_a_new_article_has_its_facts_and_the_texts_of_its_source(chief):
    section, topic, author, image = make_section(), make_topic(), make_author(), make_image()
    facts = {
        "kind": "analysis",
        "section": section.pk,
        "lead_image": image.pk,
        "source_language": "ar",
        "topics": [topic.pk],
        "authors": [author.pk],
    }

    article = editing.create(
        by=chief, facts=facts, texts=TextsChange("ar", {"headline": "البرلمان"}, base=0)
    )

    assert editing.facts_now(article) == facts
    assert texts_of(article, "ar")["headline"] == "البرلمان"
    assert texts_of(article, "fr") == dict.fromkeys(texts_of(article), "")
    assert article.created_by == chief
    assert edition_of(article, "ar").is_source


def test_an_article_may_begin_without_texts(chief):
    article = editing.create(
        by=chief, facts={"section": make_section().pk, "source_language": "fr"}
    )

    assert article.version == 1
    assert not article.editions.exists()


def test_translators_start_no_article():
    translator = make_user(TRANSLATOR, languages=["fr"])
    facts = {"section": make_section().pk, "source_language": "fr"}

    with pytest.raises(PermissionDenied):
        editing.create(by=translator, facts=facts)

    assert not Article.objects.exists()


# --- Texts: guarded by the version of their edition --------------------------------------


def test_french_and_arabic_from_the_same_start_both_stay(chief):
    article = make_article(headline="Avant")

    save_texts(article, chief, "fr", headline="Après")
    save_texts(article, chief, "ar", base=0, headline="بعد")

    assert texts_of(article, "fr")["headline"] == "Après"
    assert texts_of(article, "ar")["headline"] == "بعد"


def test_french_and_french_from_the_same_start_is_refused_with_both_texts(chief):
    article = make_article(headline="Avant", summary="Résumé")
    first = make_user(username="first")
    save_texts(article, first, headline="Le leur")

    with pytest.raises(Conflict) as conflict:
        save_texts(article, chief, headline="Le mien", summary="Résumé")

    assert conflict.value.clashes == [Clash("headline", "Avant", "Le leur", "Le mien")]
    assert conflict.value.language == "fr"
    assert conflict.value.latest.author == first
    assert conflict.value.latest.number == 2
    assert texts_of(article)["headline"] == "Le leur"


def test_a_conflict_holds_all_that_was_typed(chief):
    article = make_article(headline="Avant", summary="Résumé", kicker="")
    save_texts(article, chief, headline="Le leur")

    with pytest.raises(Conflict) as conflict:
        save_texts(article, chief, kicker="Mon surtitre", summary="Mon résumé")

    mine = {clash.field: clash.mine for clash in conflict.value.clashes}
    assert mine == {"kicker": "Mon surtitre", "summary": "Mon résumé"}


def test_a_refused_text_takes_the_facts_of_the_same_form_with_it(chief):
    article = make_article(headline="Avant")
    save_texts(article, chief, headline="Le leur")

    with pytest.raises(Conflict):
        editing.save(
            article.pk,
            by=chief,
            facts=FactsChange({"kind": "opinion"}, base=1),
            texts=TextsChange("fr", {"headline": "Le mien"}, base=1),
        )

    assert facts_of(article)["kind"] == "news"


def test_the_same_text_from_two_people_is_no_conflict(chief):
    article = make_article(headline="Avant")
    save_texts(article, chief, headline="Après")

    save_texts(article, make_user(), headline="Après")

    assert edition_of(article).version == 2


def test_an_untouched_form_over_an_older_version_changes_nothing(chief):
    article = make_article(headline="Avant")
    shown = texts_of(article)
    save_texts(article, chief, headline="Après")

    save_texts(article, make_user(), **shown)

    assert texts_of(article)["headline"] == "Après"
    assert edition_of(article).version == 2


def test_who_has_seen_the_other_text_may_decide_against_it(chief):
    article = make_article(headline="Avant", summary="Résumé")
    save_texts(article, chief, headline="Le leur", summary="Leur résumé")

    save_texts(article, chief, over=2, decided={"headline"}, headline="Le mien")

    assert texts_of(article)["headline"] == "Le mien"
    assert texts_of(article)["summary"] == "Leur résumé"


def test_a_decision_about_an_older_text_is_none_about_a_newer(chief):
    article = make_article(headline="Avant")
    save_texts(article, chief, headline="Le leur")
    save_texts(article, chief, base=2, headline="Encore un")

    with pytest.raises(Conflict):
        save_texts(article, chief, over=2, decided={"headline"}, headline="Le mien")


def test_a_decision_about_one_text_is_none_about_another(chief):
    article = make_article(headline="Avant", summary="Résumé")
    save_texts(article, chief, headline="Le leur", summary="Leur résumé")

    with pytest.raises(Conflict):
        save_texts(article, chief, over=2, decided={"headline"}, headline="A", summary="B")


def test_a_save_of_texts_writes_only_their_columns(chief):
    article = make_article(headline="Avant", summary="Résumé")

    with CaptureQueriesContext(connection) as queries:
        save_texts(article, chief, headline="Après", summary="Résumé")

    written = [columns_written(sql) for sql in updates(queries) if "articles_article" in sql]
    assert written == [{"modified_at", "headline_fr"}, {"found_by"}]


def test_the_article_is_locked_first_and_then_the_edition(chief):
    article = make_article(headline="Avant")

    with CaptureQueriesContext(connection) as queries:
        save_texts(article, chief, headline="Après")

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    [article_read, edition_read, *_rest] = statements
    assert 'FROM "articles_article"' in article_read
    assert 'FROM "articles_edition"' in edition_read
    if connection.features.has_select_for_update:
        assert "FOR UPDATE" in article_read
        assert "FOR UPDATE" in edition_read


def test_line_ends_of_browsers_are_no_change(chief):
    article = make_article(summary="Un\nDeux")

    save_texts(article, chief, summary="Un\r\nDeux")

    assert edition_of(article).version == 1


def test_an_unchanged_body_with_its_block_ids_is_no_change(chief):
    article = make_article(body="<p>Un</p><p>Deux</p>")

    save_texts(article, chief, body=texts_of(article)["body"])

    assert edition_of(article).version == 1


def test_a_headline_gives_the_address_where_none_is_typed(chief):
    article = make_article(headline="Le Parlement vote", slug="")

    assert texts_of(article)["slug"] == "le-parlement-vote"


def test_an_address_stays_when_the_headline_changes(chief):
    article = make_article(headline="Le Parlement vote")

    save_texts(article, chief, headline="Le Parlement a voté")

    assert texts_of(article)["slug"] == "le-parlement-vote"


def test_a_headline_without_letters_leaves_the_address_empty(chief):
    article = make_article(headline="🎉🎉🎉")

    assert texts_of(article)["slug"] == ""


# --- Facts: guarded by the version of the article ----------------------------------------


def test_two_sections_from_the_same_start_the_second_is_refused(chief):
    world, sport, culture = make_section(), make_section(), make_section()
    article = make_article(section=world)
    save_facts(article, chief, section=sport.pk)

    with pytest.raises(Conflict) as conflict:
        save_facts(article, make_user(), section=culture.pk)

    assert conflict.value.clashes == [Clash("section", world.pk, sport.pk, culture.pk)]
    assert conflict.value.latest.author == chief
    assert facts_of(article)["section"] == sport.pk


def test_different_facts_from_the_same_start_both_stay(chief):
    article, sport, image = make_article(), make_section(), make_image()

    save_facts(article, chief, section=sport.pk)
    save_facts(article, make_user(), lead_image=image.pk)

    assert facts_of(article)["section"] == sport.pk
    assert facts_of(article)["lead_image"] == image.pk
    assert Article.objects.get(pk=article.pk).version == 3


def test_topics_are_saved_as_additions_and_removals(chief):
    japan, security, ferries = make_topic(), make_topic(), make_topic()
    article = make_article(topics=[japan])

    save_facts(article, chief, topics=[japan.pk, security.pk])
    save_facts(article, make_user(), topics=[japan.pk, ferries.pk])

    assert facts_of(article)["topics"] == [japan.pk, security.pk, ferries.pk]


def test_a_topic_that_one_removes_stays_removed_when_another_adds_one(chief):
    japan, security = make_topic(), make_topic()
    article = make_article(topics=[japan])

    save_facts(article, chief, topics=[])
    save_facts(article, make_user(), topics=[japan.pk, security.pk])

    assert facts_of(article)["topics"] == [security.pk]


def test_authors_that_two_people_add_both_sign(chief):
    a, b, c = make_author(), make_author(), make_author()
    article = make_article(authors=[a])

    save_facts(article, chief, authors=[a.pk, b.pk])
    save_facts(article, make_user(), authors=[a.pk, c.pk])

    assert facts_of(article)["authors"] == [a.pk, b.pk, c.pk]


def test_an_author_added_to_a_byline_that_somebody_reordered_keeps_the_new_order(chief):
    a, b, c = make_author(), make_author(), make_author()
    article = make_article(authors=[a, b])

    save_facts(article, chief, authors=[b.pk, a.pk])
    save_facts(article, make_user(), authors=[a.pk, b.pk, c.pk])

    assert facts_of(article)["authors"] == [b.pk, a.pk, c.pk]


def test_an_author_removed_while_another_is_added(chief):
    a, b, c = make_author(), make_author(), make_author()
    article = make_article(authors=[a, b])

    save_facts(article, chief, authors=[b.pk])
    save_facts(article, make_user(), authors=[a.pk, b.pk, c.pk])

    assert facts_of(article)["authors"] == [b.pk, c.pk]


@pytest.mark.parametrize(
    "mine", [["b", "a"], ["c", "a", "b"], ["a", "c", "b"]], ids=["turned", "before", "between"]
)
def test_a_new_order_of_a_byline_that_somebody_changed_is_refused(chief, mine):
    people = {name: make_author(slug=f"author-{name}").pk for name in "abcd"}
    a, b, d = people["a"], people["b"], people["d"]
    article = make_article()
    save_facts(article, chief, authors=[a, b])
    save_facts(article, chief, base=2, authors=[a, b, d])
    wanted = [people[name] for name in mine]

    with pytest.raises(Conflict) as conflict:
        save_facts(article, make_user(), base=2, authors=wanted)

    assert conflict.value.clashes == [Clash("authors", [a, b], [a, b, d], wanted)]
    assert facts_of(article)["authors"] == [a, b, d]


def test_who_has_seen_the_other_section_may_decide_against_it(chief):
    article, sport, culture = make_article(), make_section(), make_section()
    save_facts(article, chief, section=sport.pk)
    change = FactsChange({"section": culture.pk}, 1, over=2, decided=frozenset({"section"}))

    editing.save(article.pk, by=chief, facts=change)

    assert facts_of(article)["section"] == culture.pk


def test_a_save_of_facts_writes_only_what_changed(chief):
    article = make_article()

    with CaptureQueriesContext(connection) as queries:
        save_facts(article, chief, **editing.facts_now(article) | {"kind": "opinion"})

    [update] = updates(queries)
    assert columns_written(update) == {"kind", "version", "modified_at"}


def test_texts_and_facts_have_versions_of_their_own(chief):
    article = make_article()

    save_texts(article, chief, headline="Après")
    save_facts(article, chief, kind="opinion")

    assert edition_of(article).version == 2
    assert Article.objects.get(pk=article.pk).version == 2


# --- Revisions ---------------------------------------------------------------------------


def test_each_save_of_texts_is_a_revision(chief):
    article = make_article(headline="Avant")
    colleague = make_user()

    save_texts(article, colleague, headline="Après", summary="Neuf", is_minor=True)

    revision = edition_of(article).revisions.get(number=2)
    assert revision.author == colleague
    assert revision.base == 1
    assert revision.values == {"headline": "Après", "summary": "Neuf"}
    assert revision.is_minor
    assert revision.created_at is not None


def test_each_save_of_facts_is_a_revision(chief):
    article = make_article()

    save_facts(article, chief, kind="opinion")

    revision = Revision.objects.get(article=article, edition=None, number=2)
    assert (revision.author, revision.base, revision.values) == (chief, 1, {"kind": "opinion"})


def test_a_save_that_changes_nothing_is_no_revision(chief):
    article = make_article()
    revisions = Revision.objects.count()

    editing.save(
        article.pk,
        by=make_user(),
        facts=FactsChange(facts_of(article), base=1),
        texts=TextsChange("fr", texts_of(article), base=1),
    )

    assert Revision.objects.count() == revisions
    assert Article.objects.get(pk=article.pk).version == 1


def test_revisions_folded_give_the_texts_at_each_version(chief):
    article = make_article(headline="Un", summary="Résumé")
    save_texts(article, chief, headline="Deux")
    save_texts(article, chief, base=2, summary="Autre", kicker="Surtitre")
    edition = edition_of(article)

    history = [editing.texts_at(edition, version) for version in range(4)]

    assert [h["headline"] for h in history] == ["", "Un", "Deux", "Deux"]
    assert [h["kicker"] for h in history] == ["", "", "", "Surtitre"]
    assert history[3] == texts_of(article)


def test_revisions_folded_give_the_facts_at_each_version(chief):
    article, topic = make_article(), make_topic()
    before = facts_of(article)
    save_facts(article, chief, topics=[topic.pk])

    article = Article.objects.get(pk=article.pk)

    assert editing.facts_at(article, 1) == before
    assert editing.facts_at(article, 2) == facts_of(article)


def test_a_text_of_every_field_survives_the_fold(chief):
    article = make_article()
    every_field = {name: f"{name}-text" for name in editing.TEXT_FIELDS}
    every_field["body"] = '<p data-block="block1" dir="rtl" lang="ar">نص</p>'

    save_texts(article, chief, **every_field)

    assert editing.texts_at(edition_of(article), 2) == texts_of(article) == every_field


# --- What a save says about the edition --------------------------------------------------


def test_a_change_of_the_source_makes_its_translations_stale(chief):
    article = make_article()
    make_edition(article=article, language="ar", by=chief)
    save_texts(article, chief, headline="Après")

    assert edition_of(article, "ar").stale_since is not None
    assert edition_of(article, "fr").stale_since is None


def test_a_minor_edit_of_the_source_leaves_translations_current(chief):
    article = make_article()
    make_edition(article=article, language="ar", by=chief)

    save_texts(article, chief, headline="Virgule", is_minor=True)

    assert edition_of(article, "ar").stale_since is None


def test_a_translation_of_the_latest_source_is_current_again(chief):
    article = make_article()
    make_edition(article=article, language="ar", by=chief)
    save_texts(article, chief, headline="Après")

    save_texts(article, chief, "ar", headline="بعد")

    assert edition_of(article, "ar").stale_since is None


def test_a_translation_of_what_the_source_was_stays_stale(chief):
    article = make_article()
    seen = edition_of(article).revisions.get(number=1)
    make_edition(article=article, language="ar", by=chief)
    save_texts(article, chief, headline="Après")

    save_texts(article, chief, "ar", headline="بعد", source_revision=seen.pk)

    assert edition_of(article, "ar").stale_since is not None
    assert edition_of(article, "ar").revisions.get(number=2).source_revision == seen


def test_the_first_who_translates_is_the_translator(chief):
    article = make_article()
    translator, colleague = make_user(), make_user()

    save_texts(article, translator, "ar", base=0, headline="نص")
    save_texts(article, colleague, "ar", headline="بعد")

    assert edition_of(article, "ar").translator == translator
    assert edition_of(article, "fr").translator is None


def test_a_change_of_an_approved_text_needs_approval_again(chief):
    edition = make_edition(by=chief)
    publishing.approve(edition, by=chief)

    save_texts(edition.article, chief, headline="Après")

    assert edition_of(edition.article).state == Edition.State.DRAFT


def test_a_text_that_a_person_saved_is_a_persons(chief):
    article = make_article()
    save_texts(article, chief, "ar", base=0, headline="آلة", origin=Edition.Origin.MACHINE)
    assert edition_of(article, "ar").origin == Edition.Origin.MACHINE

    save_texts(article, chief, "ar", headline="إنسان")

    assert edition_of(article, "ar").origin == Edition.Origin.HUMAN


# --- Who may -----------------------------------------------------------------------------


def test_a_language_that_is_not_ones_own_is_refused(chief):
    article = make_article()
    translator = make_user(TRANSLATOR, languages=["ar"])

    with pytest.raises(PermissionDenied):
        save_texts(article, translator, headline="Après")

    assert edition_of(article).version == 1


def test_facts_are_not_for_translators(chief):
    article = make_article()
    translator = make_user(TRANSLATOR, languages=["fr", "ar"])

    with pytest.raises(PermissionDenied):
        save_facts(article, translator, kind="opinion")

    assert facts_of(article)["kind"] == "news"


def test_who_may_not_change_facts_may_send_them_back_unchanged(chief):
    article = make_article()
    translator = make_user(TRANSLATOR, languages=["ar"])

    editing.save(
        article.pk,
        by=translator,
        facts=FactsChange(facts_of(article), base=1),
        texts=TextsChange("ar", {"headline": "نص"}, base=0),
    )

    assert texts_of(article, "ar")["headline"] == "نص"


def test_a_story_is_not_moved_to_a_section_where_one_may_not_work(chief):
    own, other = make_section(), make_section()
    reporter = make_user(REPORTER, languages=["fr"], sections=[own])
    article = make_article(section=own)

    with pytest.raises(PermissionDenied):
        save_facts(article, reporter, section=other.pk)

    assert facts_of(article)["section"] == own.pk
    assert Article.objects.get(pk=article.pk).version == 1


def test_what_is_refused_leaves_no_trace_of_the_rest(chief):
    article = make_article()
    reporter = make_user(REPORTER, languages=["ar"])

    with pytest.raises(PermissionDenied):
        editing.save(
            article.pk,
            by=reporter,
            facts=FactsChange({"kind": "opinion"}, base=1),
            texts=TextsChange("fr", {"headline": "Après"}, base=1),
        )

    assert facts_of(article)["kind"] == "news"
    assert texts_of(article)["headline"] == texts()["headline"]
