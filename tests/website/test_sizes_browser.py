"""What the pictures of cards say of their size is what a browser draws."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_author, make_image, make_publication, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [360, 768, 1100, 1280, 1600]
# For each picture: its card, how wide it is drawn, and how wide its sizes say it is.
MEASURE = """() => [...document.querySelectorAll("main article img, .author img")].map((img) => {
  const said = img.sizes.split(/,(?![^(]*\\))/).map((each) => each.trim())
    .find((each) => !each.startsWith("(m") || matchMedia(each.match(/^\\([^)]*\\)/)[0]).matches);
  const probe = document.createElement("div");
  probe.style.width = said.replace(/^\\(m[^)]*\\)\\s*/, "");
  document.body.append(probe);
  const width = probe.getBoundingClientRect().width;
  probe.remove();
  return [img.closest("article, header").className, img.getBoundingClientRect().width, width];
})"""
SIDE = {"story--side", "story--opinion"}
CARDS = {
    "/fr/": SIDE | {"story--lead", "story--feature", "story--standard"},
    "/fr/monde/": SIDE | {"story--lead", "story--feature"},
    "/fr/authors/nadia/": SIDE | {"author"},
}
LOADING = """() => [...document.querySelectorAll("main img")]
  .map((img) => [img.loading, img.fetchPriority])"""


@pytest.fixture
def newsroom():
    by, author = make_user(), make_author(slug="nadia", portrait=make_image())
    sections = [make_section(slug_fr="monde"), make_section()]
    stories = [(sections[n % 2], "opinion" if n in (6, 7) else "news") for n in range(22)]
    for hours, (section, kind) in enumerate(stories):
        with time_machine.travel(timezone.now() - timedelta(hours=hours * 5), tick=False):
            make_publication(
                by=by, section=section, kind=kind, authors=[author], lead_image=make_image()
            )


@pytest.mark.parametrize("path", CARDS)
def test_pictures_are_drawn_as_wide_as_they_say(page, live_server, newsroom, path):
    page.goto(live_server.url + path)

    wrong, seen = [], set()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for card, drawn, said in page.evaluate(MEASURE):
            seen.add(card.split()[-1])
            if not 0.97 <= said / drawn <= 1.06:
                wrong.append((width, card, drawn, said))

    assert wrong == []
    assert seen == CARDS[path]


def test_only_the_lead_is_fetched_at_once(page, live_server, newsroom):
    page.goto(f"{live_server.url}/fr/")

    first, *others = page.evaluate(LOADING)

    assert first == ["eager", "high"]
    assert {tuple(each) for each in others} == {("lazy", "auto")}


@pytest.mark.parametrize("path", ["/fr/", "/fr/monde/"])
def test_nothing_moves_while_pictures_come(page, live_server, newsroom, path):
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver((list) => "
        "window.shifts.push(...list.getEntries().map((each) => each.value)))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(live_server.url + path)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.shifts") == []
