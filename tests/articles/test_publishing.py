from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles import editing, publishing
from articles.editing import FactsChange, TextsChange
from articles.models import Article, Edition, EditorialEvent, Publication
from articles.publishing import NotReady
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

State = Edition.State
Action = EditorialEvent.Action
NINE, TEN, ELEVEN, TWELVE = (datetime(2026, 3, 5, hour, tzinfo=UTC) for hour in (9, 10, 11, 12))
SECOND = timedelta(seconds=1)


@pytest.fixture
def chief():
    return make_user()


@pytest.fixture
def clock():
    """A clock that stands at nine until it is moved."""
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(clock, chief):
    return make_edition(by=chief, headline="Un")


def rewrite(edition, by, **values):
    base = Edition.objects.get(pk=edition.pk).version
    change = TextsChange(edition.language, values, base)
    editing.save(edition.article_id, by=by, texts=change)


def live_headlines(language="fr", at=None):
    live = Publication.objects.live(language, at).order_by("headline")
    return [publication.headline for publication in live]


def schedule_of(edition):
    """What readers see of an edition and when, as (headline, from, until)."""
    rows = edition.publications.order_by("live_from")
    return list(rows.values_list("headline", "live_from", "live_until"))


def events_of(edition):
    return list(edition.events.values_list("action", flat=True))


def reasons_against(edition, by):
    with pytest.raises(NotReady) as refusal:
        publishing.publish(edition, by=by)
    assert not edition.publications.exists()
    return refusal.value.reasons


# --- Publishing --------------------------------------------------------------------------


def test_publishing_makes_a_publication_that_readers_see_from_now_on(edition, chief):
    publication = publishing.publish(edition, by=chief)

    assert list(Publication.objects.live("fr")) == [publication]
    assert (publication.live_from, publication.live_until) == (NINE, None)
    assert publication.published_by == chief


def test_a_publication_is_a_copy_of_everything_that_a_page_shows(clock, chief):
    image, section = make_image(alt_text_fr="Un port", caption_fr="Le port"), make_section()
    topic, first, second = make_topic(), make_author(), make_author()
    edition = make_edition(
        by=chief,
        kind="analysis",
        section=section,
        topics=[topic],
        authors=[second, first],
        lead_image=image,
        headline="Les ports",
        kicker="Mer",
        dateline="MARSEILLE",
        seo_title="Ports",
        seo_description="Les ports en bref",
        body="<p>Un <strong>port</strong>.</p>",
    )

    publication = publishing.publish(edition, by=chief)

    publication.refresh_from_db()
    assert publication.kind == "analysis"
    assert publication.section == section
    assert (publication.headline, publication.slug) == ("Les ports", "les-ports")
    assert (publication.kicker, publication.dateline) == ("Mer", "MARSEILLE")
    assert publication.seo_title == "Ports"
    assert publication.seo_description == "Les ports en bref"
    assert publication.body == "<p>Un <strong>port</strong>.</p>"
    assert publication.lead_image == image
    assert (publication.image_alt, publication.image_caption) == ("Un port", "Le port")
    assert publication.revision == edition.revisions.get(number=1)
    assert list(publication.topics.all()) == [topic]
    rows = publication.author_rows.values_list("author", "position", "language", "published_at")
    assert list(rows) == [(second.pk, 0, "fr", NINE), (first.pk, 1, "fr", NINE)]


def test_working_on_a_text_changes_nothing_for_readers(edition, chief):
    publishing.publish(edition, by=chief)

    rewrite(edition, chief, headline="Deux")
    publishing.submit(edition, by=chief)

    assert live_headlines() == ["Un"]


def test_publishing_again_replaces_the_text_at_that_moment(edition, chief, clock):
    publishing.publish(edition, by=chief)
    rewrite(edition, chief, headline="Deux")
    clock.move_to(TEN)

    publishing.publish(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TEN), ("Deux", TEN, None)]
    assert live_headlines() == ["Deux"]


def test_a_story_keeps_its_first_date_through_its_changes(edition, chief, clock):
    publishing.publish(edition, by=chief)
    clock.move_to(TEN)

    publication = publishing.publish(edition, by=chief)

    assert publication.published_at == NINE


def test_publishing_one_language_leaves_the_others_alone(edition, chief):
    make_edition(article=edition.article, language="ar", by=chief)

    publishing.publish(edition, by=chief)

    assert live_headlines("fr") == ["Un"]
    assert live_headlines("ar") == []


def test_publishing_approves_the_text_and_names_who_decided(edition, chief):
    publishing.publish(edition, by=chief)

    edition.refresh_from_db()
    assert (edition.state, edition.reviewer) == (State.APPROVED, chief)
    event = edition.events.get()
    assert (event.action, event.actor, event.effective_at) == (Action.PUBLISH, chief, NINE)


# --- At the second -----------------------------------------------------------------------


def test_a_scheduled_text_is_live_from_its_second_on(edition, chief, clock):
    publishing.publish(edition, by=chief, at=TEN)

    seen = {}
    for moment in (TEN - SECOND, TEN, TEN + SECOND):
        clock.move_to(moment)
        seen[moment] = live_headlines()

    assert seen == {TEN - SECOND: [], TEN: ["Un"], TEN + SECOND: ["Un"]}
    assert events_of(edition) == [Action.SCHEDULE]


def test_a_text_with_an_end_is_live_until_its_second(edition, chief, clock):
    publishing.publish(edition, by=chief, until=TEN)

    seen = {}
    for moment in (TEN - SECOND, TEN, TEN + SECOND):
        clock.move_to(moment)
        seen[moment] = live_headlines()

    assert seen == {TEN - SECOND: ["Un"], TEN: [], TEN + SECOND: []}


def test_a_scheduled_change_replaces_the_text_without_a_gap_or_an_overlap(edition, chief, clock):
    publishing.publish(edition, by=chief)
    rewrite(edition, chief, headline="Deux")
    publishing.publish(edition, by=chief, at=TEN)

    seen = {}
    for moment in (TEN - SECOND, TEN, TEN + SECOND):
        clock.move_to(moment)
        seen[moment] = live_headlines()

    assert seen == {TEN - SECOND: ["Un"], TEN: ["Deux"], TEN + SECOND: ["Deux"]}


@pytest.mark.parametrize("moment", [NINE, TEN - SECOND, TEN, ELEVEN - SECOND, ELEVEN, TWELVE])
def test_a_row_and_the_database_agree_about_what_is_live(edition, chief, moment):
    publication = publishing.publish(edition, by=chief, at=TEN, until=ELEVEN)

    found = list(Publication.objects.live("fr", moment))

    assert found == ([publication] if publication.is_live(moment) else [])
    assert publication.is_live(moment) == (TEN <= moment < ELEVEN)


# --- Moments that contradict each other --------------------------------------------------


@pytest.mark.parametrize("until", [TEN, TEN - SECOND])
def test_an_end_must_come_after_the_start(edition, chief, until):
    with pytest.raises(ValidationError) as refusal:
        publishing.publish(edition, by=chief, at=TEN, until=until)

    assert refusal.value.message_dict == {"until": ["The end must come after the start."]}
    assert schedule_of(edition) == []


def test_what_readers_have_seen_is_not_replaced_in_the_past(edition, chief, clock):
    clock.move_to(TEN)
    publishing.publish(edition, by=chief)
    clock.move_to(ELEVEN)

    with pytest.raises(ValidationError) as refusal:
        publishing.publish(edition, by=chief, at=NINE)

    assert list(refusal.value.message_dict) == ["at"]
    assert schedule_of(edition) == [("Un", TEN, None)]


def test_a_story_may_be_dated_back_to_when_it_was_published_elsewhere(edition, chief, clock):
    clock.move_to(TWELVE)

    publishing.publish(edition, by=chief, at=TEN)

    assert schedule_of(edition) == [("Un", TEN, None)]


# --- Changes of a plan -------------------------------------------------------------------


def test_an_expiry_is_kept_by_a_later_fix(edition, chief, clock):
    publishing.publish(edition, by=chief, until=TWELVE)
    rewrite(edition, chief, headline="Deux")
    clock.move_to(TEN)

    publishing.publish(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TEN), ("Deux", TEN, TWELVE)]


def test_an_expiry_is_kept_by_a_scheduled_fix(edition, chief):
    publishing.publish(edition, by=chief, until=TWELVE)
    rewrite(edition, chief, headline="Deux")

    publishing.publish(edition, by=chief, at=TEN)

    assert schedule_of(edition) == [("Un", NINE, TEN), ("Deux", TEN, TWELVE)]


def test_an_expiry_is_lifted_where_that_is_said(edition, chief, clock):
    publishing.publish(edition, by=chief, until=TWELVE)
    clock.move_to(TEN)

    publishing.publish(edition, by=chief, until=None)

    assert schedule_of(edition) == [("Un", NINE, TEN), ("Un", TEN, None)]


def test_a_fix_now_keeps_the_expiry_of_the_change_that_it_replaces(edition, chief, clock):
    publishing.publish(edition, by=chief)
    publishing.publish(edition, by=chief, at=ELEVEN, until=TWELVE)
    rewrite(edition, chief, headline="Deux")
    clock.move_to(TEN)

    publishing.publish(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TEN), ("Deux", TEN, TWELVE)]


def test_a_schedule_is_moved_by_scheduling_again(edition, chief):
    publishing.publish(edition, by=chief, at=TEN)

    publishing.publish(edition, by=chief, at=TEN)
    publishing.publish(edition, by=chief, at=NINE + SECOND)

    assert schedule_of(edition) == [("Un", NINE + SECOND, None)]


def test_unscheduling_a_change_leaves_the_live_text_as_it_was(edition, chief):
    publishing.publish(edition, by=chief)
    rewrite(edition, chief, headline="Deux")
    publishing.publish(edition, by=chief, at=TEN)

    publishing.unschedule(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, None)]
    assert events_of(edition) == [Action.PUBLISH, Action.SCHEDULE, Action.UNSCHEDULE]


def test_unscheduling_a_change_gives_the_live_text_its_expiry_back(edition, chief):
    publishing.publish(edition, by=chief, until=TWELVE)
    publishing.publish(edition, by=chief, at=TEN)

    publishing.unschedule(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TWELVE)]


def test_unscheduling_a_change_takes_the_end_that_was_set_with_it_away_too(edition, chief):
    publishing.publish(edition, by=chief)
    publishing.publish(edition, by=chief, at=TEN, until=TWELVE)

    publishing.unschedule(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, None)]


def test_unscheduling_what_follows_an_expiry_keeps_the_expiry(edition, chief):
    publishing.publish(edition, by=chief, until=TEN)
    publishing.publish(edition, by=chief, at=TEN, until=None)

    publishing.unschedule(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TEN)]


def test_unscheduling_a_first_text_leaves_nothing(edition, chief):
    publishing.publish(edition, by=chief, at=TEN)

    publishing.unschedule(edition, by=chief)

    assert schedule_of(edition) == []


def test_nothing_is_unscheduled_where_nothing_is_planned(edition, chief):
    publishing.publish(edition, by=chief)

    with pytest.raises(ValidationError):
        publishing.unschedule(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, None)]


# --- Taking down -------------------------------------------------------------------------


def test_taking_down_ends_the_text_and_keeps_the_reason(edition, chief, clock):
    publishing.publish(edition, by=chief)
    clock.move_to(TEN)

    publishing.take_down(edition, by=chief, reason="The source withdrew it.")

    edition.refresh_from_db()
    assert schedule_of(edition) == [("Un", NINE, TEN)]
    assert live_headlines() == []
    assert edition.withdrawn_at == TEN
    assert edition.withdrawal_reason == "The source withdrew it."
    event = edition.events.last()
    assert (event.action, event.note) == (Action.TAKE_DOWN, "The source withdrew it.")


def test_taking_down_ends_what_was_planned_too(edition, chief, clock):
    publishing.publish(edition, by=chief)
    publishing.publish(edition, by=chief, at=TWELVE)
    clock.move_to(TEN)

    publishing.take_down(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TEN)]


def test_a_text_may_be_taken_down_at_a_moment_to_come(edition, chief, clock):
    publishing.publish(edition, by=chief)

    publishing.take_down(edition, by=chief, at=TEN, reason="The embargo")

    clock.move_to(TEN - SECOND)
    assert live_headlines() == ["Un"]
    clock.move_to(TEN)
    assert live_headlines() == []


def test_a_fix_before_a_planned_end_keeps_the_end_and_its_reason(edition, chief, clock):
    publishing.publish(edition, by=chief)
    publishing.take_down(edition, by=chief, at=TWELVE, reason="The embargo")
    clock.move_to(TEN)

    publishing.publish(edition, by=chief)

    edition.refresh_from_db()
    assert schedule_of(edition) == [("Un", NINE, TEN), ("Un", TEN, TWELVE)]
    assert (edition.withdrawn_at, edition.withdrawal_reason) == (TWELVE, "The embargo")


def test_a_story_that_comes_back_is_withdrawn_no_longer(edition, chief, clock):
    publishing.publish(edition, by=chief)
    clock.move_to(TEN)
    publishing.take_down(edition, by=chief, reason="A doubt")
    clock.move_to(ELEVEN)

    publishing.publish(edition, by=chief)

    edition.refresh_from_db()
    assert (edition.withdrawn_at, edition.withdrawal_reason) == (None, "")
    assert schedule_of(edition) == [("Un", NINE, TEN), ("Un", ELEVEN, None)]


def test_taking_down_what_was_only_planned_takes_it_off_the_schedule(edition, chief):
    publishing.publish(edition, by=chief, at=TEN)

    publishing.take_down(edition, by=chief)

    edition.refresh_from_db()
    assert schedule_of(edition) == []
    assert edition.withdrawn_at is None
    assert events_of(edition) == [Action.SCHEDULE, Action.UNSCHEDULE]


def test_there_is_nothing_to_take_down_of_a_draft_or_of_what_has_ended(edition, chief, clock):
    with pytest.raises(ValidationError):
        publishing.take_down(edition, by=chief)
    publishing.publish(edition, by=chief, until=TEN)
    clock.move_to(ELEVEN)

    with pytest.raises(ValidationError):
        publishing.take_down(edition, by=chief)

    assert schedule_of(edition) == [("Un", NINE, TEN)]


# --- What was seen stays -----------------------------------------------------------------


def test_readers_later_find_what_they_saw_whatever_was_done(edition, chief, clock):
    seen = {}
    steps = [
        lambda: publishing.publish(edition, by=chief),
        lambda: publishing.publish(edition, by=chief, at=timezone.now() + 90 * SECOND),
        lambda: publishing.unschedule(edition, by=chief),
        lambda: publishing.publish(edition, by=chief, until=timezone.now() + 180 * SECOND),
        lambda: publishing.publish(edition, by=chief),
        lambda: publishing.take_down(edition, by=chief),
        lambda: publishing.publish(edition, by=chief, at=timezone.now() + 90 * SECOND),
        lambda: publishing.take_down(edition, by=chief),
    ]

    for number, step in enumerate(steps):
        clock.move_to(NINE + timedelta(minutes=number))
        rewrite(edition, chief, headline=str(number))
        step()
        moment = timezone.now()
        seen[moment] = live_headlines()

    assert list(seen.values()) == [["0"], ["0"], ["0"], ["3"], ["4"], [], [], []]
    assert {moment: live_headlines(at=moment) for moment in seen} == seen


def test_a_story_that_was_seen_is_not_deleted(edition, chief):
    publishing.publish(edition, by=chief)

    for row in (edition, edition.article):
        with pytest.raises(ProtectedError):
            row.delete()


def test_an_edition_has_one_open_publication_whoever_writes_it(edition, chief):
    publication = publishing.publish(edition, by=chief)
    publication.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        publication.save(force_insert=True)


# --- Obstacles ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"headline": ""}, "The headline is missing."),
        ({"headline": "  "}, "The headline is missing."),
        ({"summary": ""}, "The summary is missing."),
        ({"body": ""}, "The body is empty."),
        ({"body": "<p></p><p>&nbsp;</p><h2> <em></em></h2>"}, "The body is empty."),
    ],
)
def test_a_missing_text_is_named(chief, texts, reason):
    edition = make_edition(by=chief, **texts)

    assert reasons_against(edition, chief) == [reason]


def test_everything_that_is_missing_is_named_at_once(chief):
    section, author = make_section(name_fr=""), make_author(slug="nadia", name_fr="")
    image = make_image(alt_text_fr="")
    edition = make_edition(
        by=chief, section=section, authors=[author], lead_image=image, summary="", body=""
    )

    assert reasons_against(edition, chief) == [
        "The summary is missing.",
        "The body is empty.",
        "The section has no name or address in Français.",
        "The author “nadia” has no name in Français.",
        "The lead image has no alternative text in Français.",
    ]


def test_a_section_without_an_address_in_the_language_is_named(chief):
    edition = make_edition(by=chief, section=make_section(slug_fr=None))

    assert reasons_against(edition, chief) == ["The section has no name or address in Français."]


def test_a_name_in_another_language_does_not_count(chief):
    section, author = make_section(name_ar=""), make_author(slug="nadia", name_ar="")
    article = make_article(by=chief, section=section, authors=[author])
    edition = make_edition(by=chief, article=article, language="ar")

    assert reasons_against(edition, chief) == [
        "The section has no name or address in العربية.",
        "The author “nadia” has no name in العربية.",
    ]
    publishing.publish(article.editions.get(language="fr"), by=chief)


def test_a_missing_byline_is_named(chief):
    edition = make_edition(by=chief)
    editing.save(edition.article_id, by=chief, facts=FactsChange({"authors": []}, base=1))

    assert reasons_against(edition, chief) == ["The byline is missing: who signs?"]


def test_figures_without_alternative_text_or_without_an_image_are_named(chief):
    silent = make_image(alt_text_fr="", alt_text_en="A harbour")
    absent = silent.pk + 1
    figures = "".join(f'<figure data-image="{pk}"></figure>' for pk in (silent.pk, absent))
    edition = make_edition(by=chief, body=f"<p>Un</p>{figures}")

    assert reasons_against(edition, chief) == [
        f"The image {absent} in the body does not exist.",
        f"The image {silent.pk} has no alternative text in Français.",
    ]


def test_a_decorative_image_needs_no_alternative_text(chief):
    edition = make_edition(by=chief, lead_image=make_image(alt_text_fr="", is_decorative=True))

    publication = publishing.publish(edition, by=chief)

    assert publication.image_alt == ""


def test_ended_rights_are_named_from_the_day_after_on(clock, chief):
    image = make_image(rights_end=date(2026, 3, 4))
    edition = make_edition(by=chief, lead_image=image)

    assert reasons_against(edition, chief) == [f"The rights of image {image.pk} have ended."]
    clock.move_to(NINE - timedelta(days=1))
    publishing.publish(edition, by=chief)


def test_a_machine_translation_is_published_only_once_it_was_reviewed(chief):
    edition = make_edition(by=chief)
    change = TextsChange("fr", {"headline": "Machine"}, base=1, origin=Edition.Origin.MACHINE)
    editing.save(edition.article_id, by=chief, texts=change)
    assert reasons_against(edition, chief) == ["The machine translation has not been reviewed."]

    publishing.approve(edition, by=chief)
    publishing.publish(edition, by=chief)

    assert live_headlines() == ["Machine"]


def test_obstacles_take_six_queries_at_most(chief, django_assert_max_num_queries):
    images = [make_image() for _ in range(3)]
    figures = "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)
    authors = [make_author() for _ in range(3)]
    edition = make_edition(by=chief, authors=authors, lead_image=images[0], body=figures)

    with django_assert_max_num_queries(6):
        assert publishing.obstacles(edition) == []


# --- The way of a text -------------------------------------------------------------------


def test_a_text_is_submitted_sent_back_and_approved(edition, chief):
    states = []
    for step in (publishing.submit, publishing.send_back, publishing.submit, publishing.approve):
        states.append(step(edition, by=chief).state)

    assert states == [State.IN_REVIEW, State.DRAFT, State.IN_REVIEW, State.APPROVED]
    expected = [Action.SUBMIT, Action.SEND_BACK, Action.SUBMIT, Action.APPROVE]
    assert events_of(edition) == expected


def test_what_is_sent_back_says_why(edition, chief):
    publishing.submit(edition, by=chief)

    publishing.send_back(edition, by=chief, note="Who says so?")

    assert edition.events.last().note == "Who says so?"


def test_an_edition_without_text_is_not_submitted(chief):
    edition = Edition.objects.create(article=make_article(), language="ar")

    with pytest.raises(NotReady) as refusal:
        publishing.submit(edition, by=chief)

    assert refusal.value.reasons == ["There is no text yet."]


def test_an_unready_text_is_not_approved(chief):
    edition = make_edition(by=chief, summary="")

    with pytest.raises(NotReady) as refusal:
        publishing.approve(edition, by=chief)

    assert refusal.value.reasons == ["The summary is missing."]
    assert edition.events.count() == 0


def test_the_same_step_twice_is_one_event(edition, chief):
    publishing.submit(edition, by=chief)
    publishing.submit(edition, by=chief)

    assert events_of(edition) == [Action.SUBMIT]


# --- Who may -----------------------------------------------------------------------------

WRITING = [publishing.submit]
DECIDING = [
    publishing.send_back,
    publishing.approve,
    publishing.publish,
    publishing.take_down,
    publishing.unschedule,
]


def refused(steps, edition, by):
    """The steps that are not for this account; whether the others would work is not the point."""
    names = []
    for step in steps:
        try:
            with transaction.atomic():
                step(edition, by=by)
                transaction.set_rollback(True)
        except PermissionDenied:
            names.append(step.__name__)
        except ValidationError:
            pass
    return names


ALL = [step.__name__ for step in WRITING + DECIDING]
DECISIONS = [step.__name__ for step in DECIDING]


@pytest.mark.parametrize(
    ("role", "languages", "own_section", "not_theirs"),
    [
        pytest.param(CHIEF_EDITOR, [], False, [], id="chief editor, any language and section"),
        pytest.param(EDITOR, ["fr"], False, [], id="editor of the language"),
        pytest.param(EDITOR, ["fr"], True, [], id="editor of the section"),
        pytest.param(EDITOR, ["ar"], False, ALL, id="editor of another language"),
        pytest.param(REPORTER, ["fr"], False, DECISIONS, id="reporter"),
        pytest.param(REPORTER, ["ar"], False, ALL, id="reporter of another language"),
        pytest.param(TRANSLATOR, ["fr"], False, DECISIONS, id="translator"),
        pytest.param(TRANSLATOR, ["ar"], False, ALL, id="translator of another language"),
        pytest.param(None, ["fr"], False, ALL, id="no role"),
    ],
)
def test_who_may_take_which_step(edition, role, languages, own_section, not_theirs):
    sections = [edition.article.section] if own_section else []
    user = make_user(role, languages=languages, sections=sections)

    assert refused(WRITING + DECIDING, edition, user) == not_theirs


@pytest.mark.parametrize("role", [EDITOR, REPORTER, TRANSLATOR])
def test_who_has_sections_takes_no_step_in_another(edition, role):
    user = make_user(role, languages=["fr"], sections=[make_section()])

    assert refused(WRITING + DECIDING, edition, user) == ALL


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_who_left_takes_no_step(edition, fields):
    user = make_user(CHIEF_EDITOR, **fields)

    assert refused(WRITING + DECIDING, edition, user) == ALL


def test_a_refusal_leaves_no_trace(edition):
    reporter = make_user(REPORTER, languages=["fr"])

    with pytest.raises(PermissionDenied):
        publishing.publish(edition, by=reporter)

    edition.refresh_from_db()
    assert edition.state == State.DRAFT
    assert schedule_of(edition) == []
    assert events_of(edition) == []


# --- What readers may query --------------------------------------------------------------


def test_lists_are_newest_first(clock, chief):
    section = make_section()
    made = []
    for number in range(4):
        clock.move_to(NINE + timedelta(minutes=number // 2))  # two at the same moment
        made.append(make_publication(by=chief, section=section, headline=str(number)))
    newest_first = Publication.objects.live("fr", TEN).in_section(section.pk).newest_first()

    assert [p.headline for p in newest_first] == ["3", "2", "1", "0"]


def test_cards_read_no_body(chief, django_assert_num_queries):
    make_publication(by=chief, lead_image=make_image())

    with django_assert_num_queries(1):
        [card] = Publication.objects.live("fr").for_cards()
        assert card.headline and card.summary and card.image_alt

    assert "body" in card.get_deferred_fields()


def test_the_texts_of_one_language_are_read_in_one_query(chief, django_assert_num_queries):
    pk = make_article(by=chief, headline="Un").pk

    with django_assert_num_queries(1):
        article = Article.objects.with_texts("fr").get(pk=pk)
        assert editing.texts_now(article, "fr")["headline"] == "Un"

    assert "headline_ar" in article.get_deferred_fields()
