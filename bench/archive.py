"""A newsroom of 16,667 stories in six languages: 100,002 editions that readers see."""

from datetime import timedelta

from django.db import connection, transaction

import languages
from articles.models import Article, Edition, Publication, Revision
from articles.models.publications import PublicationAuthor, PublicationTopic
from tests.archive import check_keys
from tests.factories import make_author, make_publication, make_section, make_topic, make_user
from tests.plans import multiply

STORIES = 16_667
A_DAY = 40  # stories that are published
SECTIONS, AUTHORS, TOPICS = 12, 60, 200
KINDS = ["news", "news", "news", "news", "interview", "opinion"]
FIRST_ID = 1_000_000
OLDEST = FIRST_ID + 6  # the editions are numbered from here on, the newest last


@transaction.atomic
def fill(now):
    """Make them, published one after the other until now. Story n is by two authors in turn."""
    owners = {
        "section": [make_section().pk for _ in range(SECTIONS)],
        "author": [make_author().pk for _ in range(AUTHORS)],
        "topic": [make_topic().pk for _ in range(TOPICS)],
    }
    story = make_publication(by=make_user(), at=now, topics=[make_topic()])
    check_keys(False)
    multiply_story(story, owners, now)
    check_keys(True)
    with connection.cursor() as cursor:
        for model in (Article, Edition, Revision, Publication, PublicationAuthor, PublicationTopic):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def multiply_story(story, owners, now):
    def pick(name, number="n"):
        return f"(ARRAY{owners[name]})[({number}) % {len(owners[name])} + 1]"

    codes = ", ".join(f"('{code}', {i})" for i, code in enumerate(languages.codes()))
    each = f"generate_series(1, {STORIES}) n, (VALUES {codes}) AS l(code, i)"
    own, in_language = f"{FIRST_ID} + n", f"{FIRST_ID} + n * 6 + i"
    apart = timedelta(days=1) / A_DAY
    moment = f"timestamptz '{now.isoformat()}' - ({STORIES} - n) * interval '{apart}'"
    of_story = {
        "section_id": pick("section", "n * 7"),
        "kind": f"(ARRAY{KINDS})[n % {len(KINDS)} + 1]",
    }
    article, edition = story.article, story.edition
    multiply(article, STORIES, id=own, modified_at=moment, **of_story)
    multiply(edition, each, id=in_language, article_id=own, language="code", edited_at=moment)
    multiply(
        story.revision,
        each,
        id=in_language,
        article_id=own,
        edition_id=in_language,
        created_at=moment,
    )
    multiply(
        story,
        each,
        id=in_language,
        article_id=own,
        edition_id=in_language,
        revision_id=in_language,
        language="code",
        published_at=moment,
        live_from=moment,
        **of_story,
    )
    [author], [topic] = story.author_rows.all(), story.topic_rows.all()
    listed = {"publication_id": in_language, "language": "code", "published_at": moment}
    for number in (0, 1):
        ids = f"{in_language} + {number} * {STORIES * 7}"
        owner = pick("author", f"n * (1 + 6 * {number}) + {number}")
        multiply(author, each, id=ids, author_id=owner, position=str(number), **listed)
    for number in (0, 1, 2):
        ids = f"{in_language} + {number} * {STORIES * 7}"
        owner = pick("topic", f"n + {number} * 67")
        multiply(topic, each, id=ids, topic_id=owner, **listed)


def editions(number):
    """The ids of the newest editions that readers see."""
    newest = Publication.objects.order_by("-edition_id").filter(edition_id__gte=OLDEST)
    return list(newest.values_list("edition_id", flat=True)[:number])
