"""Who may do what to stories: by role, by language, by section."""

import pytest

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles.models import Edition
from tests.factories import make_alert, make_article, make_section, make_user

pytestmark = pytest.mark.django_db

ROLES = [REPORTER, EDITOR, CHIEF_EDITOR, TRANSLATOR]
EVERYBODY = {"articles", "articles.view_article", "articles.change_article"}
MODELS = ["section", "topic", "alert", "correction"]


@pytest.fixture
def edition(db):
    return Edition.objects.create(article=make_article(language="fr"), language="ar")


def allowed(user, permissions, obj=None):
    return {permission for permission in permissions if user.has_perm(permission, obj)}


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (REPORTER, {"view_article", "add_article", "change_article"}),
        (EDITOR, {"view_article", "add_article", "change_article"}),
        (CHIEF_EDITOR, {"view_article", "add_article", "change_article"}),
        (TRANSLATOR, {"view_article", "change_article"}),
        (None, set()),
    ],
)
def test_who_may_work_on_articles_at_all(role, actions):
    wanted = [f"articles.{action}_article" for action in ("view", "add", "change", "delete")]

    found = allowed(make_user(role), wanted)

    assert found == {f"articles.{action}" for action in actions}


@pytest.mark.parametrize(
    ("role", "may"),
    [(REPORTER, True), (EDITOR, True), (CHIEF_EDITOR, True), (TRANSLATOR, False), (None, False)],
)
def test_who_may_write_what_all_languages_share(edition, role, may):
    user = make_user(role, languages=["ar"])

    assert user.has_perm("articles.write_facts", edition.article) == may


@pytest.mark.parametrize(
    ("role", "languages", "writes", "publishes"),
    [
        (REPORTER, ["ar"], True, False),
        (REPORTER, ["fr"], False, False),
        (EDITOR, ["ar"], True, True),
        (EDITOR, ["fr"], False, False),
        (CHIEF_EDITOR, [], True, True),
        (TRANSLATOR, ["ar"], True, False),
        (TRANSLATOR, ["fr", "en"], False, False),
        (None, ["ar"], False, False),
    ],
)
def test_who_may_write_and_publish_an_edition(edition, role, languages, writes, publishes):
    user = make_user(role, languages=languages)

    assert user.has_perm("articles.write_edition", edition) == writes
    assert user.has_perm("articles.publish_edition", edition) == publishes


@pytest.mark.parametrize("role", [REPORTER, EDITOR, TRANSLATOR])
def test_who_has_sections_works_in_those_alone(edition, role):
    here, elsewhere = edition.article.section, make_section()

    own = make_user(role, languages=["ar"], sections=[here, elsewhere])
    foreign = make_user(role, languages=["ar"], sections=[elsewhere])

    assert own.has_perm("articles.write_edition", edition)
    assert not foreign.has_perm("articles.write_edition", edition)
    assert not foreign.has_perm("articles.publish_edition", edition)
    assert not foreign.has_perm("articles.write_facts", edition.article)


def test_a_chief_editor_works_in_every_section(edition):
    chief = make_user(CHIEF_EDITOR, sections=[make_section()])

    assert chief.has_perm("articles.write_facts", edition.article)
    assert chief.has_perm("articles.publish_edition", edition)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_who_left_may_nothing_in_whatever_group(edition, role, fields):
    user = make_user(role, languages=["ar"], **fields)

    assert allowed(user, [*EVERYBODY, "articles.add_article"]) == set()
    assert allowed(user, ["articles.write_edition", "articles.publish_edition"], edition) == set()
    assert allowed(user, ["articles.write_facts"], edition.article) == set()


def test_nobody_deletes_an_article():
    for role in ROLES:
        assert not make_user(role).has_perm("articles.delete_article")


@pytest.mark.parametrize(
    ("role", "may_not"),
    [
        (
            REPORTER,
            {
                "add_section", "delete_section", "write_section_facts", "delete_topic",
                "delete_alert",
                "add_correction", "change_correction", "delete_correction",
            },
        ),
        (EDITOR, {"add_section", "delete_section", "write_section_facts"}),
        (CHIEF_EDITOR, set()),
        (
            TRANSLATOR,
            {
                "add_section", "delete_section", "write_section_facts", "add_topic", "delete_topic",
                "add_alert", "delete_alert",
                "add_correction", "change_correction", "delete_correction",
            },
        ),
    ],
)  # fmt: skip
def test_who_may_not_keep_what_stands_around_articles(role, may_not):
    actions = [f"{action}_{m}" for m in MODELS for action in ("view", "add", "change", "delete")]
    everything = {f"articles.{action}" for action in [*actions, "write_section_facts"]}

    found = allowed(make_user(role), everything)

    assert everything - found == {f"articles.{action}" for action in may_not}


@pytest.mark.parametrize(
    ("role", "drafts", "releases"),
    [
        (REPORTER, True, False),
        (EDITOR, True, True),
        (CHIEF_EDITOR, True, True),
        (TRANSLATOR, True, False),
        (None, False, False),
    ],
)
def test_who_drafts_alerts_and_who_decides_what_readers_see(role, drafts, releases):
    user, draft, released = make_user(role), make_alert(released_at=None), make_alert()

    assert user.has_perm("articles.change_alert", draft) == drafts
    assert user.has_perm("articles.change_alert", released) == releases
    assert user.has_perm("articles.release_alert", released) == releases
