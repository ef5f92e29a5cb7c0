"""The page of readership over time: of everything, or of a section, an author or a topic."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache

from audience import ranking
from audience.models import HourlyViews
from tests.browsing import errors, field, page, words
from tests.desk.conftest import NOON, SLOT, TODAY, tally
from tests.desk.figures import file, lead, links, rows
from tests.factories import make_author, make_medians, make_section, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

OVER_TIME = "/admin/readership/periods/"
CHIP = "//ul[@class='chips']//a"


def test_all_views_of_the_last_30_days(client, chief):
    tally(5), tally(7, day=TODAY - timedelta(days=29)), tally(3, language="ar")
    tally(99, day=TODAY - timedelta(days=30)), tally(99, day=TODAY + timedelta(days=1))

    response = client.get(OVER_TIME)

    assert lead(response) == ["15 views from 25 October 2026 to 23 November 2026."]
    days = rows(response, "days")
    assert len(days) == 30
    assert days[0] == ["23 November 2026", "0", "5", "3", "0", "0", "0", "8"]
    assert days[-1] == ["25 October 2026", "0", "7", "0", "0", "0", "0", "7"]
    assert rows(response, "languages")[1] == ["Français", "12", "80%"]
    assert field(response, "period").value == "30"


def test_the_bar_of_today_is_marked_and_those_of_days_that_are_over_are_not(client, chief):
    tally(5), tally(7, day=TODAY - timedelta(days=1))
    so_far = "//*[@id='chart-so-far']"

    assert words(client.get(OVER_TIME), so_far) == ["The last bar is today until 12:03."]
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    over = client.get(OVER_TIME, {"period": "dates", "since": "2026-11-01", "until": yesterday})
    assert lead(over) == ["7 views from 1 November 2026 to 22 November 2026."]
    assert words(over, so_far) == []


def test_the_file_of_the_days_is_the_table_of_the_page(client, chief):
    tally(5), tally(1234, language="zh-hans", day=TODAY - timedelta(days=6))

    table = file(client.get(OVER_TIME, {"period": "7", "csv": "days"}))

    assert table[0] == [
        "Day",
        "English",
        "Français",
        "العربية",
        "Русский",
        "Español",
        "中文",
        "All",
    ]
    assert table[1] == ["2026-11-23", "0", "5", "0", "0", "0", "0", "5"]
    assert table[-1] == ["2026-11-17", "0", "0", "0", "0", "0", "1234", "1234"]
    assert len(table) == 8


def test_the_headings_of_a_file_are_in_the_language_of_the_interface(client):
    client.force_login(make_user(interface_language="fr"))
    tally(5)

    [headings, *_rest] = file(client.get(OVER_TIME, {"csv": "languages"}))

    assert headings[0] == "Langue"


def test_a_chart_has_a_row_of_bars_for_each_language(client, chief):
    tally(5), tally(3, language="ar")

    response = client.get(OVER_TIME)

    [chart] = page(response).xpath("//*[local-name()='svg'][@role='img']")
    labels = [text.text for text in chart.xpath(".//*[@class='chart-label']")]
    assert labels[1:3] == ["\u2068Français\u2069: 5 views", "\u2068العربية\u2069: 3 views"]
    assert len(chart.xpath(".//*[@class='chart-bars']")) == 6
    assert words(response, "//*[@id='chart-words']") == [
        "From 25 October 2026 to 23 November 2026. The highest bar is 5 views: 23 November 2026."
    ]


def test_a_period_without_views_has_words_and_no_chart(client, chief):
    response = client.get(OVER_TIME, {"period": "7"})

    assert lead(response) == ["0 views from 17 November 2026 to 23 November 2026."]
    assert not page(response).xpath("//*[@role='img']")
    assert "No view is known of this period." in words(response, "//section/p")
    assert len(file(client.get(OVER_TIME, {"period": "7", "csv": "days"}))) == 8


def test_days_that_one_chooses(client, chief):
    tally(5, day=date(2026, 10, 1)), tally(9, day=date(2026, 10, 2))
    tally(99, day=date(2026, 10, 3))

    asked = {"period": "dates", "since": "2026-10-01", "until": "2026-10-02"}
    response = client.get(OVER_TIME, asked)

    assert lead(response) == ["14 views from 1 October 2026 to 2 October 2026."]
    one = client.get(OVER_TIME, asked | {"until": "2026-10-01"})
    assert lead(one) == ["5 views on 1 October 2026."]
    open_end = client.get(OVER_TIME, {"period": "dates", "since": "2026-11-22", "until": ""})
    assert lead(open_end) == ["0 views from 22 November 2026 to 23 November 2026."]
    later = client.get(OVER_TIME, asked | {"until": "2027-01-01"})
    assert lead(later) == ["113 views from 1 October 2026 to 23 November 2026."]


@pytest.mark.parametrize(
    ("since", "until", "name", "words_said"),
    [
        ("2026-02-30", "", "since", "Enter a valid date."),
        ("", "2026-10-02", "since", "Which day does it begin with?"),
        ("2026-11-24", "", "since", "This day is still to come."),
        ("2026-10-03", "2026-10-02", "until", "This is before the first day."),
        ("2026-10-03", "soon", "until", "Enter a valid date."),
        (
            "2025-10-01",
            "2026-10-02",
            "until",
            "That is more than 366 days. Choose days that are nearer together.",
        ),
    ],
)
def test_impossible_days_are_refused_beside_the_field_and_kept(
    client, chief, since, until, name, words_said
):
    tally(5)

    asked = {"period": "dates", "since": since, "until": until}
    response = client.get(OVER_TIME, asked)

    assert errors(response, name) == [words_said]
    assert field(response, "since").get("value", "") == since
    assert field(response, "until").get("value", "") == until
    assert lead(response) == []
    assert client.get(OVER_TIME, asked | {"csv": "days"}).status_code == 404


def test_366_days_are_not_too_many(client, chief):
    asked = {"period": "dates", "since": "2025-10-01", "until": "2026-10-01"}

    assert len(rows(client.get(OVER_TIME, asked), "days")) == 0
    assert len(file(client.get(OVER_TIME, asked | {"csv": "days"}))) == 367


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"period": "8"}, "period"),
        ({"language": "tlh"}, "language"),
        ({"section": "999999"}, "section"),
        ({"author_name": "Nobody"}, "author_name"),
        ({"author_name": "#999999999999"}, "author_name"),
        ({"topic_name": "Nothing"}, "topic_name"),
    ],
)
def test_what_is_not_there_is_refused_beside_the_field(client, chief, asked, name):
    response = client.get(OVER_TIME, asked)

    assert len(errors(response, name)) == 1
    assert lead(response) == []


def test_a_section_an_author_or_a_topic(client, chief):
    section, author, topic = (
        make_section(name_en="World"),
        make_author(name_en="Leïla Benali"),
        make_topic(name_en="Tides"),
    )
    for of, owner, views in [("section", section, 4), ("author", author, 6), ("topic", topic, 8)]:
        tally(views, of=of, object_id=owner.pk)
    tally(10)

    response = client.get(OVER_TIME)

    assert rows(response, "sections") == [["World", "4", "40%"]]
    assert rows(response, "authors") == [["Leïla Benali", "6", "60%"]]
    assert rows(response, "topics") == [["Tides", "8", "80%"]]
    for name, views, chip in [
        ("sections", 4, "Section: World"),
        ("authors", 6, "Author: Leïla Benali"),
        ("topics", 8, "Topic: Tides"),
    ]:
        [link] = links(response, name)
        narrowed = client.get(link)
        assert lead(narrowed)[0].startswith(f"{views} views from"), link
        assert words(narrowed, f"{CHIP}/span[1]") == [chip]
        assert rows(narrowed, "authors") == []
        [back] = page(narrowed).xpath(f"{CHIP}/@href")
        assert lead(client.get(back))[0].startswith("10 views")


def test_of_a_chip_the_value_alone_is_in_its_own_language(client):
    client.force_login(make_user(interface_language="fr"))
    author = make_author(name_fr="", name_en="", name_ar="ليلى <بن> علي")
    asked = {"author_name": f"#{author.pk}", "language": "zh-hans"}

    response = client.get(OVER_TIME, asked)

    assert words(response, f"{CHIP}/span[1]") == ["Auteur : ليلى <بن> علي", "Langue : 中文"]
    marked = page(response).xpath(f"{CHIP}//*[@lang]")
    told = [(part.get("lang"), part.get("dir"), part.text_content()) for part in marked]
    assert told == [("ar", "rtl", "ليلى <بن> علي"), ("zh-Hans", "ltr", "中文")]


def test_a_chip_of_a_name_in_the_language_of_the_interface_says_so(client, chief):
    section = make_section(name_en="World", name_ar="العالم")

    response = client.get(OVER_TIME, {"section": section.pk})

    assert page(response).xpath(f"{CHIP}//@lang") == ["en"]


def test_an_author_may_be_named_by_number_or_in_any_language(client, chief):
    author = make_author(name_en="Leïla Benali", name_ru="Лейла Бенали")
    make_author(name_en="Twin"), make_author(name_en="Twin")
    tally(6, of="author", object_id=author.pk)

    for asked in [
        {"author_name": f"#{author.pk}"},
        {"author_name": "Лейла Бенали"},
        {"author_name": "Leïla Benali", "author": author.pk},
        {"author_name": "Leïla Benali", "author": author.pk + 1},
    ]:
        assert lead(client.get(OVER_TIME, asked))[0].startswith("6 views"), asked
    [said] = errors(client.get(OVER_TIME, {"author_name": "Twin"}), "author_name")
    assert said.startswith("Several authors are called “Twin”.")


def test_a_topic_called_as_another_one_is_numbered_is_itself(client, chief):
    other = make_topic(name_en="Tides")
    topic = make_topic(name_en=str(other.pk))
    tally(6, of="topic", object_id=topic.pk)
    tally(8, of="topic", object_id=other.pk)

    response = client.get(OVER_TIME)

    for link, views in zip(links(response, "topics"), [8, 6], strict=True):
        assert lead(client.get(link))[0].startswith(f"{views} views"), link


def test_the_longest_name_of_an_author_can_be_asked_for(client, chief):
    author = make_author(name_en="Longer" * 20)
    tally(6, of="author", object_id=author.pk)

    [link] = links(client.get(OVER_TIME), "authors")

    assert lead(client.get(link))[0].startswith("6 views")


def test_a_last_day_that_is_to_come_is_today(client, chief):
    asked = {"period": "dates", "since": "2026-10-01", "until": "2036-10-01"}

    assert errors(client.get(OVER_TIME, asked), "until") == []


def test_a_section_and_a_topic_are_not_counted_together(client, chief):
    section, topic = make_section(), make_topic()

    response = client.get(OVER_TIME, {"section": section.pk, "topic_name": f"#{topic.pk}"})

    assert errors(response, "topic_name") == [
        "Choose only one of section, author and topic: they are counted apart."
    ]


def test_authors_and_topics_are_not_added_up_over_a_year(client, chief):
    tally(10), tally(6, of="author", object_id=make_author().pk)
    tally(6, of="section", object_id=make_section().pk)

    response = client.get(OVER_TIME, {"period": "365"})

    assert len(rows(response, "sections")) == 1
    assert rows(response, "authors") == []
    assert words(response, "//section[@aria-labelledby='figures-authors']/p") == [
        "Shown for periods of at most 92 days."
    ]


def test_the_stories_that_were_read_most_lately_against_the_median(client, story):
    make_medians(40)
    publication = story(headline="Most", hours=30, total=100)
    other = story(headline="Less", hours=30, language="ar", total=9)
    for row, views in [(publication, 30), (other, 5)]:
        HourlyViews.objects.create(edition=row.edition, hour=SLOT.replace(minute=0), views=views)
    ranking.rank(NOON)

    response = client.get(OVER_TIME)

    number = publication.article_id
    assert rows(response, "stories-day") == [
        ["Most", "Français", "1 day ago", "30", "100", "40", "2.50", str(number)],
        ["Less", "العربية", "1 day ago", "5", "9", "–", "–", str(number + 1)],
    ]
    assert rows(response, "stories-week") == rows(response, "stories-day")
    table = file(client.get(OVER_TIME, {"csv": "stories-day", "language": "ar"}))
    assert table[1:] == [
        ["Less", "ar", "2026-11-22T06:03+00:00", "5", "9", "", "", str(number + 1)]
    ]


def test_the_newest_stories_of_an_author(client, story):
    author = make_author(name_en="Leïla Benali")
    story(headline="Old", hours=30, total=7, authors=[author])
    story(headline="New", hours=3, language="ar", total=5, authors=[author])
    story(headline="Another's", hours=2)

    response = client.get(OVER_TIME, {"author_name": "Leïla Benali"})

    assert [row[0] for row in rows(response, "stories-newest")] == ["New", "Old"]
    assert rows(response, "stories-day") == []
    french = client.get(OVER_TIME, {"author_name": "Leïla Benali", "language": "fr"})
    assert [row[0] for row in rows(french, "stories-newest")] == ["Old"]


def test_rankings_of_now_are_shown_where_the_period_ends_today(client, story):
    row = story(headline="Grève")
    HourlyViews.objects.create(edition=row.edition, hour=SLOT.replace(minute=0), views=9)
    ranking.rank(NOON)
    past = {"period": "dates", "since": "2020-01-01", "until": "2020-01-05"}

    for asked in ({}, {"period": "dates", "since": "2026-11-23"}, {"section": row.section_id}):
        response = client.get(OVER_TIME, asked)
        assert [row[0] for row in rows(response, "stories-day")] == ["Grève"], asked
        assert [row[0] for row in rows(response, "stories-week")] == ["Grève"], asked
    over = client.get(OVER_TIME, past)
    titles = words(over, "//main//h2")
    assert titles == [
        "Languages",
        "Sections",
        "Authors",
        "Topics",
        "Most read of those published in this period",
    ]
    assert client.get(OVER_TIME, past | {"csv": "stories-day"}).status_code == 404


def test_today_is_the_newsrooms_where_rankings_are_shown(client, chief, noon, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    noon.move_to(datetime(2026, 11, 23, 16, tzinfo=UTC))  # there it is the 24th
    asked = {"period": "dates", "since": "2026-11-20"}

    assert "Most read in the last 24 hours" in words(client.get(OVER_TIME, asked), "//h2")
    over = client.get(OVER_TIME, asked | {"until": "2026-11-23"})
    assert "Most read in the last 24 hours" not in words(over, "//h2")


@pytest.mark.parametrize("narrowed", ["", "section", "author", "topic"])
def test_over_time_costs_as_many_queries_however_many(
    client, story, django_assert_num_queries, narrowed
):
    section, authors, topics = make_section(), [make_author()], [make_topic()]
    asked = {
        "": {},
        "section": {"section": section.pk},
        "author": {"author_name": f"#{authors[0].pk}"},
        "topic": {"topic_name": f"#{topics[0].pk}"},
    }[narrowed]
    # Session, account, roles, sections, alerts, days; then three kinds of shares with their names,
    # or the name of what is asked for; and medians, with of each list of stories the ranking,
    # hours, publications and totals, or the ids, publications and totals of the newest, and of
    # those published in the period.
    queries = {"": 6 + 6 + 12, "section": 6 + 1 + 12, "author": 6 + 2 + 7, "topic": 6 + 2 + 7}
    for number, code in enumerate(("fr", "ar", "ru")):
        row = story(headline=code, language=code, section=section, authors=authors, topics=topics)
        HourlyViews.objects.create(edition=row.edition, hour=SLOT.replace(minute=0), views=9)
        ranking.rank(NOON)
        tally(9, language=code)
        for of, owner in [("section", section), ("author", authors[0]), ("topic", topics[0])]:
            tally(9, of=of, object_id=owner.pk, language=code)
        cache.clear()
        if number != 1:
            with django_assert_num_queries(queries[narrowed]):
                client.get(OVER_TIME, asked)
