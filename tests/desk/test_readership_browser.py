"""Readership on a phone, in Arabic, by keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audience import buckets
from audience.counting import slot_of
from audience.models import Tally
from tests.factories import make_author, make_publication, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 360, "height": 740}
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > window.innerWidth"
HAS_FOCUS = "(selector) => document.activeElement.matches(selector)"
TABLE = "main details .results"
# Scrolling takes some frames. (Playwright's own waiting is an eval, which the page forbids.)
SCROLLED_FURTHER = """([selector, before]) => new Promise((done) => {
  const table = document.querySelector(selector);
  const look = (frames) => {
    if (table.scrollLeft < before || !frames) return done(table.scrollLeft < before);
    requestAnimationFrame(() => look(frames - 1));
  };
  look(300);
})"""
# The headings in the order of the document: how far each part is from the top, and how far along
# the line from where it begins.
PLACES = """() => [...document.querySelectorAll(".now section")].map((part) => {
  const box = part.getBoundingClientRect();
  const isFromTheRight = getComputedStyle(part).direction === "rtl";
  const along = isFromTheRight ? innerWidth - box.right : box.left;
  return [part.className, Math.round(box.top), Math.round(along)];
})"""
# Where the bars of the last day are, as a share of the width from the left.
LAST_BARS = """() => {
  const bars = [...document.querySelectorAll(".chart-bars")].map((bar) => bar.getBBox());
  const whole = document.querySelector(".chart svg").viewBox.baseVal.width;
  return Math.max(...bars.map((box) => box.x + box.width)) / whole;
}"""


@pytest.fixture
def author(desk):
    chief = make_user(interface_language="ar")
    author = make_author(name_ar="ليلى بن علي")
    edition = make_publication(by=chief, authors=[author], headline="Grève").edition
    now = timezone.now()
    buckets.add({(edition.pk, slot_of(now - timedelta(minutes=10))): 7})
    yesterday = Tally.objects.get(of=Tally.Of.EVERYTHING)
    yesterday.pk, yesterday.day = None, yesterday.day - timedelta(days=1)
    yesterday.save()
    desk.set_viewport_size(NARROW)
    desk.sign_in(chief)
    return author


def tab_to(desk, selector):
    """Press Tab until the focus is on what is meant; it is seen there."""
    for _press in range(80):
        desk.keyboard.press("Tab")
        if desk.evaluate(HAS_FOCUS, selector):
            assert desk.locator(":focus").is_visible()
            return
    raise AssertionError(f"The focus never came to {selector}.")


def test_from_what_is_read_now_to_the_days_of_an_author_and_their_file(desk, author, live_server):
    desk.goto(f"{live_server.url}/admin/readership/")
    assert not desk.evaluate(WIDER_THAN_ITS_WINDOW)
    assert desk.inner_text(".of-stories tbody th") == "Grève"

    tab_to(desk, ".tabs a:not([aria-current])")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert not desk.evaluate(WIDER_THAN_ITS_WINDOW)
    tab_to(desk, "[name=author_name]")
    desk.keyboard.type("ليلى")
    desk.wait_for_selector(".combobox-list [role=option]")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert desk.input_value("[name=author]") == str(author.pk)
    tab_to(desk, ".asked > button")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert "ليلى بن علي" in desk.inner_text(".chips")
    assert "7" in desk.inner_text(".lead").split()
    tab_to(desk, "a[href*='csv=days']")
    with desk.expect_download() as download:
        desk.keyboard.press("Enter")
    assert download.value.suggested_filename == "readership-days.csv"
    assert desk.complaints == []


def test_the_chart_runs_from_right_to_left_and_its_table_scrolls_by_itself(
    desk, author, live_server
):
    desk.goto(f"{live_server.url}/admin/readership/periods/?period=7")

    assert desk.evaluate(LAST_BARS) == pytest.approx(2 / 7, abs=0.02)
    tab_to(desk, "main details > summary")
    desk.keyboard.press("Enter")
    tab_to(desk, TABLE)
    before = desk.evaluate(f"document.querySelector('{TABLE}').scrollLeft")
    desk.keyboard.press("ArrowLeft")
    assert desk.evaluate(SCROLLED_FURTHER, [TABLE, before])
    assert not desk.evaluate(WIDER_THAN_ITS_WINDOW)
    assert desk.complaints == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1440])
def test_what_is_read_now_is_seen_in_the_order_in_which_it_is_told(
    desk, author, live_server, language, width
):
    chief = make_user(interface_language=language)
    desk.sign_in(chief)
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{live_server.url}/admin/readership/")

    places = desk.evaluate(PLACES)

    names = [name.removeprefix("figures figures-") for name, _top, _along in places]
    assert names == ["read", "languages", "rising", "unfound"]
    in_order = [(top, along) for _name, top, along in places]
    assert in_order == sorted(in_order)
    beside = [top for top, _along in in_order]
    assert (beside[0] == beside[1]) == (width == 1440)
    assert not desk.evaluate(WIDER_THAN_ITS_WINDOW)
    assert desk.complaints == []
