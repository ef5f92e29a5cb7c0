"""With 100,000 articles in six languages, no page of the desk reads more than it shows."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from articles.admin.list_filters import STANDINGS
from articles.keyset import Key
from articles.models import Edition
from audience import typical
from audience.models import TypicalViews
from tests.archive import BIG, DORMANT, FIRST_DATE, FIRST_ID, NOW, NUMBER, Archive, Newsroom
from tests.plans import buffers, plans, queries, scanned

pytestmark = [pytest.mark.postgres, pytest.mark.django_db, pytest.mark.slow]

TODAY = NOW + timedelta(minutes=5)
LIST = "/admin/articles/article/"
FIND = "/admin/find/"
READERSHIP = "/admin/readership/"
# Per query, the pages of 8 kB that it reads from memory.
MOST_AT_FIRST = 400  # where a page shows some of the newest, or one article
MOST_BUFFERS = 12_000  # of the list with filters: at most the walk through a whole window
# What has ended is asked of the publications of each edition that the walk meets.
MOST_FOR_ENDED = 60_000
# Read once in half a minute: of 102,000 slots the edition's language.
MOST_FOR_THE_HOUR = 450_000
MOST_FOR_TALLIES = 4_000  # of 92 days, one page for some 60 rows
# Once in five minutes: of 13,000 editions published in 90 days the total, four pages for each.
MOST_FOR_PUBLISHED = 60_000
MOST_TO_LEARN = 3_000  # of 89 days one page for some ten stories, or the hours of 500
MOST_TO_FIND = 2_000  # a thousand rows that an index names, or the walk through a window

WORDS = {
    "nothing": "",
    "a frequent word": "tide+tab",
    "a word in Cyrillic": "выборы",
    "a word in Arabic": "انتخابات",
    "a word in Chinese": "选举",
    "a letter": "в",
    "a rare word": "rarete",
    "an old word": "perime",
    "what nothing has": "nowhere",
}


@pytest.fixture(scope="module")
def newsrooms(django_db_setup, django_db_blocker):
    """The archive, and what the same pages cost before it was there.

    Rolled back by itself, so that nobody checks the keys of a million rows in the end.
    """
    with django_db_blocker.unblock():
        with transaction.atomic():
            few = Newsroom()
            at_first = {}
            with time_machine.travel(TODAY, tick=False):
                for name, page in pages(few):
                    cache.clear()
                    at_first[name] = len(queries(asking(*page)))
            transaction.set_rollback(True)
        with transaction.atomic():
            yield Archive(), at_first
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # others, too, measure what they read


@pytest.fixture
def archive(newsrooms):
    archive, _at_first = newsrooms
    with time_machine.travel(TODAY, tick=False):
        yield archive
    transaction.set_rollback(True)  # else its end, too, checks all keys


def asking(user, path):
    """What makes the queries of a page."""
    client = Client()
    client.force_login(user)

    def ask():
        assert client.get(path).status_code == 200, path

    return ask


def pages(newsroom):
    """The pages that show one article or a few of each kind, by name: who, and what."""
    for role, user in newsroom.staff.items():
        yield f"home of the {role}", (user, "/admin/")
    page = f"{LIST}{newsroom.story.article_id}"
    chief = newsroom.by
    for language in ("fr", "ar"):
        yield f"form, {language}", (chief, f"{page}/change/?language={language}")
        yield f"history, {language}", (chief, f"{page}/history/?language={language}")
    yield "history of the facts", (chief, f"{page}/history/?of=facts")
    for word, query in WORDS.items():
        yield f"find {word}", (chief, f"{FIND}?q={query}")
        for kind in ("article", "image", "author", "topic"):
            yield f"find {kind} {word}", (chief, f"{FIND}?kinds={kind}&q={query}")
    for kind, number in [("article", newsroom.story.article_id), ("image", newsroom.image.pk)]:
        yield f"find {kind} a number", (chief, f"{FIND}?kinds={kind}&q={number}")
    for query in ("", "?q=alerte", "?of=ended"):
        yield f"alerts {query}", (chief, f"/admin/articles/alert/{query}")
    for name, query in readership_queries(newsroom):
        yield f"readership {name}", (chief, f"{READERSHIP}{query}")
    for span in ("hours", "7", "30", "365"):
        yield f"views {span}", (chief, f"{page}/views/?span={span}")


def most_buffers(name, sql):
    """What a query of a page may read."""
    if '"articles_publication"' in sql and '"audience_viewtotal"' in sql and "periods" in name:
        return MOST_FOR_PUBLISHED
    if name.startswith("find"):
        return MOST_TO_FIND
    if name.startswith("readership periods"):
        return MOST_FOR_TALLIES
    return MOST_FOR_THE_HOUR if name.startswith(("readership", "home")) else MOST_AT_FIRST


def readership_queries(newsroom):
    for query in ("", "?language=fr", "?language=zh-hans"):
        yield f"now {query}", query
    of = {
        "everything": "",
        "a section": f"section={newsroom.story.section_id}",
        "an author": f"author_name=%23{newsroom.busy.pk}",
        "a topic": f"topic_name=%23{newsroom.common.pk}",
    }
    for name, asked in of.items():
        for period in ("7", "30", "90", "365"):
            yield f"periods, {name}, {period}", f"periods/?{asked}&period={period}"
        yield f"periods, {name}, French", f"periods/?{asked}&language=fr"


def list_queries(archive):
    section, quiet = archive.sections[0].pk, archive.dormant.pk
    yield ""
    yield f"section={section}"
    yield f"section={quiet}"
    yield "kind=interview"
    yield f"section={section}&kind=interview"
    yield f"section={quiet}&kind=opinion"
    for state in STANDINGS:
        yield f"state={state}"
        for code in ("fr", "zh-hans", "ru"):
            yield f"state={state}&language={code}"
    yield "language=ar"
    yield f"state=live&language=fr&section={quiet}"
    yield f"state=missing&language=zh-hans&section={section}&kind=interview"
    for author in (archive.busy, archive.of_three):
        yield f"author={author.pk}"
        yield f"state=live&language=ar&author={author.pk}"
        yield f"state=expired&language=ar&author={author.pk}"
    for topic in (archive.common, archive.old):
        yield f"topic={topic.pk}"
        yield f"section={quiet}&topic={topic.pk}&author={archive.busy.pk}"
    known = FIRST_ID + 5
    numbers = [f"{known}", f"%23{known}", f"/fr/x/y-{known}/"]
    found = ["rareté", "election", "tide+tab", "выборы", "انتخابات", "选举", "nowhere"]
    for words in [*found, *numbers]:
        yield f"q={words}"
    yield "q=rareté&state=live&language=fr"
    yield f"q=election&state=missing&language=zh-hans&section={quiet}"
    yield "changed=week"
    yield "changed=between&since=2013-01-01&until=2013-02-01"
    yield "state=live&language=ar&changed=between&since=2013-01-01&until=2013-02-01"
    yield "mine=1"


def list_paths(archive):
    for query in list_queries(archive):
        yield f"{LIST}?{query}"
    for query in ("", "state=live&language=ru", f"section={archive.sections[1].pk}", "q=election"):
        for n in (NUMBER - 1_000, NUMBER // 2, DORMANT // 2, 40):
            key = Key(FIRST_DATE + n * timedelta(hours=1), FIRST_ID + n)
            yield f"{LIST}?{query}&before={key}"
            yield f"{LIST}?{query}&after={key}"


def test_no_page_of_the_list_scans_a_big_table_or_reads_far_more_than_it_shows(archive):
    assert Edition.objects.count() > 5 * NUMBER
    scans, too_many, most_at_first = {}, {}, 0

    for path in list_paths(archive):
        most = MOST_FOR_ENDED if "expired" in path else MOST_BUFFERS
        for sql, plan in plans(asking(archive.by, path)):
            if BIG.intersection(scanned(plan)):
                scans[path] = sql
            if buffers(plan) > most:
                too_many[path] = (buffers(plan), sql)
            if path == f"{LIST}?":
                most_at_first = max(most_at_first, buffers(plan))

    assert scans == {}
    assert too_many == {}
    assert most_at_first < MOST_AT_FIRST


def test_no_other_page_scans_a_big_table_or_reads_far_more_than_it_shows(archive):
    scans, too_many = {}, {}

    for name, page in pages(archive):
        cache.clear()
        for sql, plan in plans(asking(*page)):
            if BIG.intersection(scanned(plan)):
                scans[name] = sql
            if buffers(plan) > most_buffers(name, sql):
                too_many[name] = (buffers(plan), sql)

    assert scans == {}
    assert too_many == {}


def test_medians_are_learnt_without_scanning_a_big_table(archive):
    scans, most = {}, 0

    for sql, plan in plans(lambda: typical.learn(TODAY)):
        if BIG.intersection(scanned(plan)):
            scans[sql] = plan
        most = max(most, buffers(plan))

    assert scans == {}
    assert most < MOST_TO_LEARN
    assert TypicalViews.objects.filter(language="fr", kind="news").count() == len(typical.AGES)


def test_pages_take_as_many_queries_as_with_one_article_of_each_state(newsrooms, archive):
    _archive, at_first = newsrooms
    more = {}

    for name, page in pages(archive):
        cache.clear()
        if number := len(queries(asking(*page))) - at_first[name]:
            more[name] = number

    # A word of many, but of none of the newest, is looked up once more a kind.
    old = {"find an old word": 2, "find article an old word": 1, "find image an old word": 1}
    assert more == old


def test_the_newest_with_a_frequent_word_are_found_and_an_old_word_is_not_missed(archive):
    client = Client()
    client.force_login(archive.by)

    def found(query):
        [group] = client.get(FIND, {"kinds": "article", "q": query}).json()["groups"]
        return [result["id"] - FIRST_ID for result in group["results"]]

    newest = NUMBER - (NUMBER - 1) % 6  # a story of tides, as each sixth
    assert found("tide tab") == [newest - 6 * back for back in range(20)]
    assert found("rarete")[:5] == [80_007, 60_007, 40_007, 20_007, 7]
    old = found("perime")
    assert len(old) == 20 and old == sorted(old, reverse=True)
    assert max(old) < 50_000
