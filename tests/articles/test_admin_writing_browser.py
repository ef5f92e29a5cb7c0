"""Writing a story in a real browser: by mouse, and by keyboard alone."""

import re

import pytest

from accounts.roles import REPORTER
from articles.models import Article, Topic
from languages.slugs import slugify
from tests.articles.test_admin_articles import ADD, page_of
from tests.factories import (
    make_article,
    make_author,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The editor puts the caret back to where it knows it 20 ms after it was given the focus; browsers
# tell it of a moved one with their next frame.
CARET_KNOWN = """new Promise((done) => setTimeout(
    () => requestAnimationFrame(() => requestAnimationFrame(done)), 20))"""
# Whoever types at once is faster than a browser that tells of what was opened.
LATER_HELD = """addEventListener("toggle", (event) => event.stopImmediatePropagation(),
    { capture: true })"""
STATE = ".save-state [data-when]:visible"


@pytest.fixture
def chief(desk):
    chief = make_user(interface_language="en")
    desk.sign_in(chief)
    return chief


def option(page, name):
    return page.get_by_role("option", name=name)


def tab_to(page, selector, key="Tab"):
    """Go to an element by key alone; fails where the key never gets there."""
    for _press in range(80):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by {key}.")


def bylines(article):
    return list(article.bylines.order_by("position").values_list("author__name_en", flat=True))


def test_writes_an_article_by_mouse(desk, live_server, chief):
    section, topic = (
        make_section(name_en="World", slug_en="world"),
        make_topic(name_en="Sea cables"),
    )
    make_author(name_en="Leïla Benali")
    known = make_article(by=chief, language="en", headline="Cable cut off Brest", section=section)
    desk.goto(live_server.url + ADD)

    desk.fill("#id_headline", "Ministers agree on cables")
    desk.select_option("#id_section", label="World")
    desk.fill("#id_authors_add", "leila")
    option(desk, "Leïla Benali").click()
    desk.fill("#id_topics_add", "cab")
    option(desk, "Sea cables").click()
    desk.click(".prose-body")
    desk.keyboard.type("A cut off Brest")
    desk.click(".prose-body p", click_count=3)
    desk.get_by_role("button", name="Link…").click()
    desk.fill("#link-to", "brest")
    option(desk, "Cable cut off Brest").click()
    assert desk.inner_text(".address-line") == "/en/world/ministers-agree-on-cables-…/"
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save").click()

    article = Article.objects.latest("pk")
    assert (article.headline_en, article.slug_en) == (
        "Ministers agree on cables",
        "ministers-agree-on-cables",
    )
    assert (bylines(article), list(article.topics.all())) == (["Leïla Benali"], [topic])
    assert f'<a data-article="{known.pk}">A cut off Brest</a>' in article.body_en
    assert desk.complaints == []


def test_writes_an_article_by_keyboard_alone(desk, live_server, chief):
    make_section(name_en="World")
    make_author(name_en="Leïla Benali")
    desk.goto(live_server.url + ADD)
    keys = desk.keyboard

    assert desk.evaluate("document.activeElement.name") == "headline"
    keys.type("Au clavier")
    tab_to(desk, ".prose-body")
    keys.press("Control+b")
    keys.type("Bold")
    keys.press("Control+b")
    keys.type(" and linked")
    for _letter in "linked":
        keys.press("Shift+ArrowLeft")
    keys.press("Control+k")
    keys.type("example.org/a")
    option(desk, "To the address https://example.org/a").wait_for()
    keys.press("Enter")
    desk.evaluate(CARET_KNOWN)
    keys.press("ArrowRight")
    desk.evaluate(CARET_KNOWN)
    keys.press("Enter")
    keys.type("One")
    tab_to(desk, "[role=toolbar] button", "Shift+Tab")
    while desk.evaluate("document.activeElement.dataset.tool") != "bulletList":
        keys.press("ArrowRight")
    keys.press("Enter")
    tab_to(desk, "#id_section")
    keys.type("Wor")
    tab_to(desk, "#id_authors_add")
    keys.type("leïl")
    option(desk, "Leïla Benali").wait_for()
    keys.press("Enter")
    tab_to(desk, "#id_topics_add")
    keys.type("Submarine cables")
    option(desk, "New topic: “Submarine cables”").wait_for()
    keys.press("Enter")
    desk.get_by_role("button", name="Remove: Submarine cables").wait_for()
    with desk.expect_navigation():
        keys.press("Control+s")

    article = Article.objects.get()
    assert re.sub(r' data-block="\w+"', "", article.body_en) == (
        '<p><strong>Bold</strong> and <a href="https://example.org/a">linked</a></p>'
        "<ul><li>One</li></ul>"
    )
    assert bylines(article) == ["Leïla Benali"]
    assert list(article.topics.all()) == [Topic.objects.get(name_en="Submarine cables")]
    assert desk.locator(STATE).inner_text().startswith("Saved ")
    tab_to(desk, ".strip a[href*='language=fr']", "Shift+Tab")
    with desk.expect_navigation():
        keys.press("Enter")
    assert desk.locator("#id_headline").get_attribute("lang") == "fr"
    assert desk.complaints == []


def test_byline_is_ordered_by_keyboard_and_each_step_is_spoken(desk, live_server, chief):
    names = ["Ada", "Bo", "Cy"]
    article = make_article(by=chief, language="en", authors=[make_author(name_en=n) for n in names])
    desk.goto(live_server.url + page_of(article, "en"))
    spoken = desk.locator(".chosen.in-order > [role=status]")

    desk.get_by_role("button", name="Move up: Cy").focus()
    desk.keyboard.press("Enter")
    assert spoken.inner_text() == "Cy: place 2 of 3"
    desk.keyboard.press("Enter")
    assert spoken.inner_text() == "Cy: place 1 of 3"
    tab_to(desk, "[aria-label='Remove: Bo']")
    desk.keyboard.press("Enter")
    assert spoken.inner_text() == "Removed: Bo"
    assert desk.evaluate("document.activeElement.ariaLabel") == "Remove: Ada"
    assert desk.locator(STATE).inner_text() == "Not saved yet"
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")

    assert bylines(article) == ["Cy", "Ada"]


def test_byline_is_ordered_by_dragging(desk, live_server, chief):
    names = ["Ada", "Bo", "Cy"]
    article = make_article(by=chief, language="en", authors=[make_author(name_en=n) for n in names])
    desk.goto(live_server.url + page_of(article, "en"))

    def drag(name, *, onto, end):
        rows = {n: desk.locator(f".in-order li[data-name='{n}']") for n in names}
        rows[name].locator(".handle").hover()
        desk.mouse.down()
        place = rows[onto].bounding_box()
        desk.mouse.move(place["x"] + 20, place["y"] + 4, steps=5)
        end()

    def let_go_outside():
        desk.keyboard.press("Escape")
        desk.mouse.up()

    drag("Cy", onto="Ada", end=let_go_outside)
    assert desk.locator(".in-order li").all_inner_texts() == names
    assert desk.locator(STATE).inner_text().startswith("Saved ")
    drag("Cy", onto="Ada", end=desk.mouse.up)
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")

    assert bylines(article) == ["Cy", "Ada", "Bo"]


def test_a_name_that_is_refused_says_why_and_stays(desk, live_server):
    section, _author = make_section(), make_author(slug="li-wei", name_en="Someone")
    editor = make_user(interface_language="en")
    desk.sign_in(editor)
    desk.goto(f"{live_server.url}{ADD}?language=en")

    desk.fill("#id_authors_add", "Li Wei")
    option(desk, "New author: “Li Wei”").click()

    refusal = desk.locator(".combobox-refusal:visible")
    refusal.wait_for()
    assert "Choose that one from the list" in refusal.inner_text()
    assert desk.input_value("#id_authors_add") == "Li Wei"

    reporter = make_user(REPORTER, languages=["en"], interface_language="en", sections=[section])
    desk.sign_in(reporter)
    desk.goto(f"{live_server.url}{ADD}?language=en")
    desk.fill("#id_authors_add", "Nobody")
    desk.get_by_text("Nothing found for “Nobody”.").wait_for()
    assert desk.locator("#id_authors_add-list [role=option]").count() == 0


def test_counts_and_advises_as_one_types(desk, live_server, chief):
    article = make_article(by=chief, language="en", headline="Short", body="<p>One two</p>")
    desk.goto(live_server.url + page_of(article, "en"))
    count, advice = desk.locator("#id_headline_count"), desk.locator("#id_headline_advice")

    assert desk.inner_text(".prose-count") == "2 words1 minute"
    desk.fill("#id_headline", "é" * 70)
    assert (count.inner_text(), advice.is_visible()) == ("70 of about 70", False)
    desk.press("#id_headline", "End")
    desk.keyboard.type("!")
    assert (count.inner_text(), advice.is_visible()) == ("71 of about 70", True)
    desk.focus(".prose-body")
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" three")
    desk.get_by_text("3 words").wait_for()


HEADLINES = [
    "Ministers agree: “common rules”, at last — 27 of them!",
    "L’été à Nîmes & ses cœurs brisés (2/2)",
    "الوزراءُ يتّفقون على قواعد مشتركة لحماية الكابلات",
    "Министры договорились об «общих правилах» — ещё раз",
    "¿Qué pasó el 1.º de mayo en Güímar?",
    "新型电池工厂将于春季投产：年产５００万块",
    "İstanbul’da ΣΊΣΥΦΟΣ und Straße ﬁne",
    "Một ngày ở Huế, हिन्दी में और ไทย",
    "2026",
    "…",
    "e\u0301te\u0301   -- _x_ -",
    "word " * 40,
    "字" * 130,
]


def test_address_follows_the_headline_as_the_server_would_write_it(desk, live_server, chief):
    make_section()
    desk.goto(f"{live_server.url}{ADD}?language=en")

    for headline in HEADLINES:
        desk.fill("#id_headline", headline)
        shown = desk.locator("[data-part=slug]").text_content()
        assert shown == slugify(headline), headline
    assert desk.input_value("#id_slug") == ""


def test_address_stops_following_once_it_is_written_and_warns_of_live_links(
    desk, live_server, chief
):
    article = make_publication(by=chief, language="en", headline="Old words").article
    desk.goto(live_server.url + page_of(article, "en"))
    shown, warning = desk.locator("[data-part=slug]"), desk.locator("[data-part=warning]")

    desk.fill("#id_headline", "New words")
    assert (shown.text_content(), warning.is_visible()) == ("old-words", False)
    desk.evaluate(LATER_HELD)
    desk.get_by_text("Change address…").click()
    assert desk.evaluate("document.activeElement.name") == "slug"
    desk.keyboard.press("Control+A")
    desk.keyboard.type("my-words")
    assert (shown.text_content(), warning.is_visible()) == ("my-words", True)
    desk.fill("#id_slug", "")
    desk.fill("#id_headline", "Newer words")
    assert (shown.text_content(), warning.is_visible()) == ("newer-words", True)
    desk.fill("#id_slug", "old-words")
    assert not warning.is_visible()


def test_a_draft_s_own_address_follows_and_comes_back(desk, live_server, chief):
    article = make_article(by=chief, language="en", headline="First words")
    desk.goto(live_server.url + page_of(article, "en"))

    desk.fill("#id_headline", "Second words")
    assert desk.locator("[data-part=slug]").text_content() == "second-words"
    desk.fill("#id_headline", "First words")
    assert desk.input_value("#id_slug") == "first-words"
    desk.fill("#id_headline", "Third words")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")

    assert Article.objects.get().slug_en == "third-words"


def test_unsaved_text_is_shown_and_guarded(desk, live_server, chief):
    article = make_article(by=chief, language="en")
    desk.goto(live_server.url + page_of(article, "en"))
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    assert desk.evaluate("document.activeElement.matches('.prose-body')")
    desk.keyboard.type("x")
    assert desk.locator(STATE).inner_text() == "Not saved yet"
    with desk.expect_event("dialog"):
        desk.click(".strip a[href*='language=fr']", no_wait_after=True)
    assert asked == ["beforeunload"]
    assert desk.url.endswith(page_of(article, "en"))
    with desk.expect_navigation():
        # The layout of a Russian keyboard has no S.
        desk.evaluate(
            """document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
                { key: "ы", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true }))"""
        )

    assert Article.objects.get().body_en != article.body_en
    assert asked == ["beforeunload"]


def test_link_dialog_shows_the_words_and_gives_the_caret_back(desk, live_server, chief):
    article = make_article(by=chief, language="en", body="<p>Words to link</p>")
    desk.goto(live_server.url + page_of(article, "en"))

    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+k")
    dialog = desk.get_by_role("dialog", name="Link these words to…")
    assert dialog.locator(".dialog-words").inner_text() == "Words to link"
    assert desk.evaluate("document.activeElement.id") == "link-to"
    desk.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    desk.keyboard.type("Others")

    assert desk.inner_text(".prose-body") == "Others"
    assert desk.complaints == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_is_no_wider_than_a_phone_and_every_target_is_large_enough(desk, live_server, language):
    chief = make_user(interface_language=language)
    desk.sign_in(chief)
    authors = [make_author(name_en="Wolfeschlegelsteinhausenbergerdorff " * 2) for _ in range(2)]
    article = make_publication(
        by=chief, language="en", authors=authors, topics=[make_topic(), make_topic()]
    ).article
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto(live_server.url + page_of(article, "en"))
    desk.fill("#id_authors_add", "a")
    desk.locator("#id_authors_add-list [role=option]").first.wait_for()

    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    small = desk.evaluate(
        """[...document.querySelectorAll("#article_form :is(button, summary, input, select)")]
            .filter((e) => e.checkVisibility() && !e.matches(".visually-hidden, [type=checkbox]"))
            .filter((e) => e.offsetWidth < 24 || e.offsetHeight < 24)
            .map((e) => e.outerHTML)"""
    )
    assert small == []
