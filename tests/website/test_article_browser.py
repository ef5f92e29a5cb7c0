"""The page of a story in a real browser: passing it on, tables, and nothing that moves."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.translation import gettext

from tests.factories import (
    make_author,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
    picture_file,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = (
    "<table><caption>Hauteurs</caption><tr>"
    + "<td>Donaudampfschifffahrtsgesellschaft</td>" * 9
    + "</tr></table>"
)
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
"""
# By what the browser would reckon each picture to be wide, how wide it is.
DRAWN = """() => Array.from(document.querySelectorAll("main img"), (img) => {
  const ruler = document.createElement("div");
  document.body.append(ruler);
  const rules = img.sizes.split(/,(?![^(]*\\))/).map((part) => part.trim());
  const rule = rules.find((part) => {
    const condition = part.match(/^\\(.*?\\)/);
    return !condition || matchMedia(condition[0]).matches;
  });
  ruler.style.inlineSize = rule.replace(/^\\([^)]*\\)\\s/, "");
  const reckoned = ruler.getBoundingClientRect().width;
  ruler.remove();
  return [img.sizes, Math.round(reckoned), Math.round(img.getBoundingClientRect().width)];
})"""


@pytest.fixture
def address(live_server):
    """Of a story with all that has a picture: its head, who signs, its text, other stories."""
    by, section, topic = make_user(), make_section(), make_topic()

    def publish(hours, **fields):
        with time_machine.travel(timezone.now() - timedelta(hours=hours)):
            image = make_image(picture_file(1600, 1066))
            return make_publication(by=by, section=section, lead_image=image, **fields)

    publish(3, topics=[topic], headline="Sur le même sujet")
    for hours in (4, 5, 6):
        publish(hours, headline="De la même rubrique")
    figure = make_image(picture_file(1600, 1066))
    story = publish(
        2,
        topics=[topic],
        authors=[make_author(portrait=make_image(picture_file(400, 400)))],
        headline="Le port rouvre",
        body=f'<p>Un.</p><figure data-image="{figure.pk}"></figure>{TABLE}<p>Fin.</p>',
    )
    return f"{live_server.url}/fr/any/{story.article_id}/"


def ways(page):
    """How a reader may pass the story on, in words."""
    return page.locator(".share__way:visible").all_text_contents()


SCROLLED_BY_NEXT_FRAME = """new Promise((done) => requestAnimationFrame(() => {
  done(document.activeElement.scrollLeft > 0);
}))"""


def french(message):
    with translation.override("fr"):
        return gettext(message)


def canonical(page):
    return page.locator("link[rel=canonical]").get_attribute("href")


# --- Passing a story on ------------------------------------------------------------------


def test_link_is_copied_and_that_is_said(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.goto(address, wait_until="networkidle")

    page.locator("[data-copy]").click()

    said = page.locator(".share__status[role=status]")
    said.get_by_text(french("Copied")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == canonical(page)
    page.clock.fast_forward(4000)
    assert said.text_content() == ""


def test_link_that_cannot_be_copied_is_told(page, address):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject();")
    page.goto(address, wait_until="networkidle")

    page.locator("[data-copy]").click()

    page.locator(".share__status").get_by_text(french("The link could not be copied.")).wait_for()


def test_story_is_shared_through_the_sheet_of_the_system(page, address):
    page.add_init_script("navigator.share = async (data) => { window.shared = data; };")
    page.goto(address, wait_until="networkidle")

    page.locator("[data-sheet]").click()

    assert page.evaluate("shared") == {"title": "Le port rouvre", "url": canonical(page)}


def test_sheet_is_not_offered_where_the_system_has_none(page, address):
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto(address, wait_until="networkidle")
    page.locator("[data-copy]").wait_for()  # the script, which comes after the page

    assert ways(page) == [french("E-mail"), french("Copy link")]


def test_without_scripts_a_letter_is_what_remains(browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")

        assert ways(page) == [french("E-mail")]


# --- Tables ------------------------------------------------------------------------------


def test_table_alone_scrolls_and_by_keyboard(page, address):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(address, wait_until="networkidle")
    region = page.get_by_role("region", name="Hauteurs")

    region.focus()
    for _ in range(100):
        page.keyboard.down("ArrowRight")  # held, as who scrolls does
        if page.evaluate(SCROLLED_BY_NEXT_FRAME):
            break

    assert page.evaluate(SCROLLED_BY_NEXT_FRAME)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# --- Nothing moves -----------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_the_page_comes(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(SHIFTS)

    page.goto(address, wait_until="networkidle")

    assert page.evaluate("shifts") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_and_scripts_that_do_not_come_leave_everything_in_its_place(page, address, width):
    places = {}
    page.set_viewport_size({"width": width, "height": 900})

    for comes in (True, False):
        if not comes:
            page.route("**/renditions/**", lambda route: route.abort())
            page.route("**/share*.js", lambda route: route.abort())
        page.goto(address, wait_until="networkidle")
        parts = page.locator("main figure, main p, main h3").all()
        places[comes] = [part.bounding_box() for part in parts]

    for before, after in zip(places[False], places[True], strict=True):
        assert after == pytest.approx(before, abs=1)  # each size of a picture is whole pixels


@pytest.mark.parametrize("width", [360, 700, 768, 1024, 1280, 1600])
def test_pictures_are_as_wide_as_their_sizes_say(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address, wait_until="networkidle")

    drawn = page.evaluate(DRAWN)

    assert len(drawn) == 7
    wrong = [row for row in drawn if not row[2] * 0.98 - 1 <= row[1] <= row[2] * 1.1 + 1]
    assert wrong == []
