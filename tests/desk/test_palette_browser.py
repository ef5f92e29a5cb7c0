""" "Find or do" and the frame in a real browser: by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import (
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 360, "height": 740}
FOUND = "#palette [role=option]"
CURRENT = "#palette [role=option][aria-selected=true] .palette-text"
OPEN = "document.getElementById('palette').open"
NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def story(desk, live_server):
    chief = make_user(interface_language="en")
    section = make_section(name_en="World")
    publication = make_publication(
        by=chief,
        section=section,
        authors=[make_author(name_en="Leïla Benali", name_fr="Leïla Benali", slug="leila")],
        headline="Grève des aiguilleurs",
        lead_image=make_image(caption_fr="Un port"),
    )
    desk.sign_in(chief)
    desk.goto(live_server.url + "/admin/")
    return publication.article


def find(desk, query, said):
    """Type into the palette, and wait until it says so."""
    desk.keyboard.type(query)
    expect(desk.locator(".palette-said")).to_have_text(said)


def test_finds_an_article_by_keyboard_alone_and_goes_there(desk, story):
    desk.keyboard.press("Control+k")
    find(desk, "greve", "2 found.")

    assert desk.inner_text(CURRENT) == "Grève des aiguilleurs"
    assert desk.get_attribute(f"{CURRENT}", "lang") == "fr"
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url.endswith(f"/admin/articles/article/{story.pk}/change/?language=fr")
    assert desk.complaints == []


def test_finds_an_author_by_mouse(desk, story):
    desk.click("[data-palette]")
    find(desk, "leila", "2 found.")
    with desk.expect_navigation():
        desk.click(FOUND)

    assert desk.url.endswith(f"/admin/authors/author/{story.bylines.get().author_id}/change/")


def test_arrows_choose_and_name_what_is_chosen(desk, story):
    desk.keyboard.press("Control+k")
    find(desk, "greve", "2 found.")
    chosen = "document.getElementById('palette').querySelector('input').getAttribute"

    desk.keyboard.press("ArrowDown")
    assert desk.inner_text(CURRENT) == "All articles with “greve”"
    assert desk.evaluate(f"{chosen}('aria-activedescendant')") == "palette-act-list"
    desk.keyboard.press("ArrowDown")
    assert desk.inner_text(CURRENT) == "Grève des aiguilleurs"
    desk.keyboard.press("ArrowUp")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url.endswith("/admin/articles/article/?q=greve")


def test_nothing_typed_offers_the_acts_of_the_page_and_then_all(desk, story, live_server):
    desk.goto(f"{live_server.url}/admin/articles/topic/")
    desk.keyboard.press("Control+k")

    assert desk.inner_text(".palette-title >> nth=0") == "On this page"
    assert desk.locator(FOUND, has_text="New topic").locator("visible=true").count() == 1
    assert desk.locator(CURRENT).count() == 0
    desk.keyboard.press("ArrowDown")
    assert desk.inner_text(CURRENT) == "New topic"
    desk.keyboard.press("ArrowUp")
    assert desk.inner_text(CURRENT) == "Log out…"
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    assert desk.inner_text(CURRENT) == "New article"
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url.endswith("/admin/articles/article/add/")


def test_an_act_of_the_page_is_done_once_it_is_named_and_not_before(desk, story, live_server):
    edition = make_edition(language="es", article=story)
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/?language=es")
    desk.keyboard.press("Control+k")
    desk.keyboard.press("Enter")
    assert desk.evaluate(OPEN)
    find(desk, "publish", "2 found.")
    assert desk.inner_text(CURRENT) == "Publish now"
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert edition.publications.count() == 1


@pytest.mark.parametrize("key", ["л", "ن"])
def test_the_key_is_found_on_layouts_without_latin_letters(desk, story, key):
    press = (
        "(key) => document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key, code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }))"
    )

    was_left_to_the_browser = desk.evaluate(press, key)

    assert desk.evaluate(OPEN)
    assert was_left_to_the_browser is False


def test_a_key_of_another_letter_is_left_alone(desk, story):
    press = (
        "() => document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 't', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }))"
    )

    assert desk.evaluate(press) is True
    assert not desk.evaluate(OPEN)


def test_escape_returns_to_the_caret_in_a_field(desk, story, live_server):
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/?language=fr")
    desk.focus("[name=headline]")
    desk.evaluate("document.activeElement.setSelectionRange(3, 7)")
    desk.keyboard.press("Control+k")
    assert desk.evaluate(OPEN)
    desk.keyboard.type("x")
    desk.keyboard.press("Escape")

    place = "(({ name, selectionStart, selectionEnd }) => [name, selectionStart, selectionEnd])"
    assert desk.evaluate(f"{place}(document.activeElement)") == ["headline", 3, 7]
    assert not desk.evaluate(OPEN)


def test_escape_returns_to_the_caret_in_the_editor(desk, story, live_server):
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/?language=fr")
    desk.click(".ProseMirror")
    desk.keyboard.press("Control+Home")
    for _press in range(3):
        desk.keyboard.press("ArrowRight")
    desk.evaluate(NEXT_FRAME)  # the editor is told of its caret after the key
    desk.keyboard.press("Control+k")
    assert desk.evaluate(OPEN)
    desk.keyboard.type("abc")
    desk.keyboard.press("Escape")
    desk.keyboard.type("|")

    assert desk.inner_text(".ProseMirror").strip() == "Bod|y fr"


def test_words_selected_in_the_editor_leave_the_key_to_the_editor(desk, story, live_server):
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/?language=fr")
    desk.click(".ProseMirror")
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+k")

    assert not desk.evaluate(OPEN)


def test_what_was_found_stays_until_there_is_an_answer_and_a_long_wait_is_said(desk, story):
    held = []
    desk.route(re.compile("/admin/find/.*leila"), lambda route: held.append(route))
    desk.keyboard.press("Control+k")
    find(desk, "greve", "2 found.")
    desk.keyboard.press("Control+a")
    with desk.expect_request(re.compile("leila")):
        desk.keyboard.type("leila")

    assert desk.inner_text(CURRENT) == "Grève des aiguilleurs"
    expect(desk.locator(".palette-said")).to_have_text("Searching…")
    desk.keyboard.press("Enter")  # for what was typed, not for what is shown
    with desk.expect_navigation():
        held[0].continue_()

    assert "/admin/authors/author/" in desk.url


def test_an_answer_that_does_not_come_is_said(desk, story):
    desk.route(re.compile("/admin/find/"), lambda route: route.abort())
    desk.keyboard.press("Control+k")
    find(desk, "greve", "No answer came. What was found before is still shown.")


def test_nothing_found_is_said(desk, story):
    desk.keyboard.press("Control+k")
    find(desk, "—!", "Nothing found for “—!”.")

    assert desk.locator(f"{FOUND}:visible").count() == 0
    desk.keyboard.press("Enter")
    assert desk.evaluate(OPEN)


def test_control_enter_opens_a_new_tab_and_stays(desk, story):
    desk.keyboard.press("Control+k")
    find(desk, "greve", "2 found.")
    with desk.context.expect_page() as opened:
        desk.keyboard.press("Control+Enter")

    opened.value.wait_for_url(f"**/article/{story.pk}/**")
    assert desk.evaluate(OPEN)


def test_the_keys_of_the_page_are_listed_outside_of_text(desk, story, live_server):
    desk.keyboard.press("?")
    assert "Find or do" in desk.inner_text("#keys[open]")
    desk.keyboard.press("Escape")

    desk.goto(f"{live_server.url}/admin/articles/topic/add/")
    desk.focus("input[type=text]")
    desk.keyboard.press("?")
    assert desk.locator("#keys[open]").count() == 0
    desk.keyboard.press("F1")
    assert desk.locator("#keys[open]").count() == 1


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ru", "es", "zh-hans"])
def test_the_bar_fits_on_one_line_in_every_language(desk, story, live_server, language):
    desk.sign_in(make_user(interface_language=language))
    desk.goto(live_server.url + "/admin/")
    for width in (360, 759, 760, 899, 900, 1024, 1280):
        desk.set_viewport_size({"width": width, "height": 740})
        ends = "[...document.querySelectorAll('#header :is(a, summary, time)')]"
        ends += ".filter((e) => e.checkVisibility() && !e.closest('ul ul, .menu ul'))"
        inside = f"{ends}.every((e) => {{ const r = e.getBoundingClientRect();"
        inside += " return r.left >= 0 && r.right <= innerWidth; })"

        assert desk.evaluate("document.getElementById('header').offsetHeight") == 48, width
        assert desk.evaluate(inside), width
        assert not desk.evaluate(WIDER_THAN_ITS_WINDOW), width


def test_on_a_phone_places_are_at_the_bottom_unless_the_page_has_acts_there(
    desk, story, live_server
):
    desk.set_viewport_size(NARROW)
    desk.goto(live_server.url + "/admin/")
    place = "document.querySelector('.places').getBoundingClientRect().bottom"

    assert desk.evaluate(place) == NARROW["height"]
    desk.click(".places summary")
    assert desk.locator(".places .menu a").first.is_visible()
    desk.goto(f"{live_server.url}/admin/articles/topic/add/")
    assert not desk.locator(".places").is_visible()
    desk.click("[data-palette]")
    assert desk.evaluate(OPEN)
    assert not desk.evaluate(WIDER_THAN_ITS_WINDOW)


def test_the_clock_goes_on_as_the_server_wrote_it(desk, story, live_server):
    for language in ["en", "fr", "ar", "ru", "es", "zh-hans"]:
        desk.sign_in(make_user(interface_language=language))
        response = desk.goto(live_server.url + "/admin/")
        written = re.search(r"<time data-clock[^>]*>([^<]*)</time>", response.text())[1]
        shown = desk.inner_text("#header time")
        # The minute may have passed meanwhile.
        assert re.sub(r"\d+", "0", shown) == re.sub(r"\d+", "0", written), language
