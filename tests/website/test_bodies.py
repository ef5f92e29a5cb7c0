"""What a page adds to a published body."""

import re

import lxml.html
import pytest
from django.utils import translation

from articles.models import Article
from tests.website.reading import words
from website import bodies

NEWS = Article.Kind.NEWS
END = '<span class="end"></span>'


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def story(html, kind=NEWS, dateline=""):
    return bodies.of_story(html, kind=kind, dateline=dateline)


def read(html, **fields):
    return lxml.html.fragment_fromstring(story(html, **fields), create_parent="div")


# --- The dateline ------------------------------------------------------------------------


def test_dateline_is_run_into_the_first_paragraph_and_is_text():
    shown = story("<p>Low <em>water</em>.</p>", dateline="VALPORT <b>")

    assert shown == (
        '<p><span class="dateline">VALPORT &lt;b&gt;</span> Low <em>water</em>.' + END + "</p>"
    )


@pytest.mark.parametrize("first", ["<h2>A head</h2>", "<ul><li>A point.</li></ul>"])
def test_dateline_has_a_paragraph_of_its_own_where_another_block_is_first(first):
    shown = story(f"{first}<p>Text.</p>", dateline="VALPORT")

    assert shown.startswith('<p><span class="dateline">VALPORT</span> </p>' + first)


# --- The last word -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "last",
    [
        "<p>The last word|</p>",
        "<p>The <strong>last word</strong>|</p>",
        "<ul><li>First.</li><li>Last|</li></ul>",
        "<ol><li><p>First.</p></li><li><p>Last|</p></li></ol>",
        "<ul><li>Outer<ul><li>Last|</li></ul></li></ul>",
        "<blockquote><p>Said.</p><p><cite>Ines Duarte|</cite></p></blockquote>",
        "<blockquote><p>Said.</p><cite>Ines Duarte|</cite></blockquote>",
        "<blockquote>Said. <cite>Ines Duarte|</cite> </blockquote>",
        "<blockquote><p>Said <cite>Ines Duarte</cite>, once|</p></blockquote>",
        "<p>As in <cite>The Harbour</cite>|</p>",
        "<blockquote>Said|</blockquote>",
        "<p>Last|</p><p></p>",
    ],
)
def test_a_dot_follows_the_last_word_wherever_it_stands(last):
    assert story(f"<p>Text.</p>{last.replace('|', '')}").endswith(last.replace("|", END))


@pytest.mark.parametrize(
    "last",
    ['<figure data-image="7" data-alt="A port"></figure>', "<table><tr><td>1</td></tr></table>"],
)
def test_no_dot_follows_a_figure_or_a_table(last):
    assert END not in story(f"<p>Text.</p>{last}")


def test_an_empty_body_stays_empty():
    assert story("") == ""


# --- Other languages ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("ar", '<p>يسمّون ذلك <span lang="ja" dir="ltr">打音</span>.</p>'),
        ("ar", '<blockquote lang="fr" dir="ltr"><p>Dit <em lang="en">so</em>.</p></blockquote>'),
        ("ar", '<p lang="en" dir="ltr">Said <span lang="ar-EG" dir="rtl">نعم</span>.</p>'),
        ("ar", '<p>كما في <span lang="fa">خلیج</span> <i lang="ar-Latn" dir="ltr">khalīj</i>.</p>'),
        ("ar", '<ul><li lang="en">One, <em lang="fr" dir="ltr">un</em>.</li></ul>'),
        ("ar", '<p><span lang="qqq">?</span> <span lang="ja" dir="auto">打音</span></p>'),
        ("en", '<p>Said <span lang="az-IR" dir="rtl">بلی</span> <b lang="ja">打音</b>.</p>'),
    ],
)
def test_words_in_another_language_run_as_it_does(language, html):
    written = re.sub(r' dir="(ltr|rtl)"', "", html)

    with translation.override(language):
        assert bodies.of_page(written) == html


def test_cell_in_another_language_stays_in_line_with_its_column():
    assert 'dir="' not in bodies.of_page('<table><tr><td lang="ar">الميناء</td></tr></table>')


# --- Kinds -------------------------------------------------------------------------------


def test_paragraphs_of_an_interview_that_are_wholly_bold_are_questions():
    html = (
        "<p><strong>Why?</strong></p><p>Because.</p><p><strong>Not</strong> a question.</p>"
        "<p>Nor <strong>this</strong></p><p><strong>And <em>how</em>?</strong></p><p>So.</p>"
    )

    asked = [words(p) for p in read(html, kind=Article.Kind.INTERVIEW).find_class("question")]

    assert asked == ["Why?", "And how?"]
    assert 'class="question"' not in story(html, kind=NEWS)


def test_list_that_opens_an_explainer_is_its_points():
    html = "<ul><li>One.</li><li>Two.</li></ul><p>Text.</p><ul><li>Another.</li></ul>"

    shown = read(html, kind=Article.Kind.EXPLAINER, dateline="VALPORT")

    assert [words(box) for box in shown.find_class("points")] == ["In shortOne.Two."]
    assert words(shown.findall("p")[0]) == "VALPORT Text."
    assert "points" not in story(html, kind=NEWS)


def test_list_after_a_paragraph_of_an_explainer_is_a_list():
    html = "<p>Text.</p><ul><li>One.</li></ul>"

    assert "points" not in story(html, kind=Article.Kind.EXPLAINER)


# --- Tables ------------------------------------------------------------------------------

TABLE = (
    "<table><caption>Depth of zero</caption>"
    "<thead><tr><th>Port</th><th>Old</th><th>Note</th></tr></thead>"
    '<tbody><tr><th scope="row">Valport</th><td>−2.10 m</td><td>since 1931</td></tr>'
    '<tr><th scope="row">Kelder</th><td>–</td><td>12</td></tr></tbody></table>'
)


def test_table_stands_in_a_region_that_its_caption_names_and_the_keyboard_reaches():
    shown = read(f"<p>One.</p>{TABLE}<p>Two.</p>{TABLE}")

    regions = shown.find_class("table")
    assert [(region.get("role"), region.get("tabindex")) for region in regions] == [
        ("region", "0")
    ] * 2
    names = [shown.get_element_by_id(region.get("aria-labelledby")) for region in regions]
    assert [name.tag for name in names] == ["caption"] * 2
    assert names[0] is not names[1]
    assert [child.tag for child in shown] == ["p", "div", "p", "div"]


def test_table_without_a_caption_is_named_all_the_same():
    region = read("<table><tr><td>1</td></tr></table>").find_class("table")[0]

    assert region.get("aria-label") == "Table"


def test_columns_of_numbers_are_marked_with_their_heads():
    marked = [words(cell) for cell in read(TABLE).find_class("number")]

    assert marked == ["Old", "−2.10 m", "–"]


@pytest.mark.parametrize(
    ("cell", "is_number"),
    [
        ("1,931", True),
        ("1 931,5 км", True),
        ("€ 12", True),
        ("+3 %", True),
        ("23:10", True),
        ("12 metres", False),
        ("three", False),
        ("1 of 3 ports", False),
    ],
)
def test_what_counts_as_a_number(cell, is_number):
    shown = read(f"<table><tr><td>1931</td><td>{cell}</td></tr></table>")

    assert [words(found) for found in shown.find_class("number")] == [cell] * is_number


def test_columns_of_a_table_with_merged_cells_are_left_as_they_are():
    html = '<table><tr><td colspan="2">1</td></tr><tr><td>1</td><td>2</td></tr></table>'

    assert "number" not in story(html)


def test_table_of_a_static_page_scrolls_as_well_and_its_text_ends_without_a_dot():
    shown = bodies.of_page(f"{TABLE}<p>Text.</p>")

    assert 'role="region"' in shown
    assert shown.endswith("<p>Text.</p>")


# --- Credits -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "credit", "said"),
    [
        ("en", "Anouk Peeters", "Picture: <bdi>Anouk Peeters</bdi>"),
        ("ar", "Anouk & Co", "الصورة: <bdi>Anouk &amp; Co</bdi>"),
        ("en", "Drawing: Anouk Peeters", "<bdi>Drawing: Anouk Peeters</bdi>"),
        ("zh-hans", "插图：安努克", "<bdi>插图：安努克</bdi>"),
        ("en", "{0} %s", "Picture: <bdi>{0} %s</bdi>"),
        ("en", "", ""),
    ],
)
def test_credit_says_what_it_is_once(language, credit, said):
    with translation.override(language):
        assert bodies.credited(credit) == said


def test_credit_of_a_figure_that_was_published_long_ago_is_told_likewise():
    shown = story(
        '<figure data-image="7" data-alt="A &quot;port&quot;"><figcaption>Low water'
        " <small>Anouk &amp; Co</small></figcaption></figure>"
    )

    assert "<small>Picture: <bdi>Anouk &amp; Co</bdi></small>" in shown
    assert re.match(r'<figure data-image="7" data-alt=[\'"]', shown)


# --- How long it takes -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "language", "minutes"),
    [
        ("<p>" + "word " * 228 * 3 + "</p>", "en", 3),
        ("<p>" + "字" * 255 * 4 + "</p>", "zh-hans", 4),
        ("<p>" + "كلمة " * 138 * 2 + "</p>", "ar", 2),
        ("<p>Short.</p>", "fr", 1),
        ('<p>Short.</p><figure data-image="1">' + "word " * 900 + "</figure>", "en", 1),
    ],
)
def test_time_to_read_is_that_of_the_language_and_of_the_text_alone(html, language, minutes):
    assert bodies.minutes(html, language) == minutes
