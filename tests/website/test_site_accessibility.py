"""axe-core finds nothing on any kind of page that readers get, and all of it is reached by keys."""

import pytest
from django.contrib.auth.models import Group

from dev.quality import pages
from roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from tests.looking import Looker
from website.demo import loader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
ENLARGED = {"width": 320, "height": 256}  # a window of 1280 by 1024 at 400 %
# Each script has each scheme and each width: colours do not depend on the language.
LOOKS = {
    "en": [("light", WIDE), ("dark", NARROW)],
    "ar": [("dark", WIDE), ("light", NARROW)],
    "ru": [("light", NARROW), ("dark", WIDE)],
    "zh-hans": [("light", WIDE), ("dark", NARROW)],
}
KINDS = {"home", "section", "topic", "author", "day", "page", "not available", "not found", "news"}
# What can be reached by Tab, of a choice what is chosen; and how many of those were.
REACHABLE = """() => {
  const seen = (one) => one.checkVisibility({ checkVisibilityCSS: true });
  const controls = "a[href], button, summary, input:checked, [tabindex='0']";
  return [...document.querySelectorAll(controls)].filter(seen)
    .map((one) => one.outerHTML.slice(0, 120));
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  const shown = (part) => getComputedStyle(one, part).outlineStyle !== "none";
  return { html: one.outerHTML.slice(0, 120), isSeen: shown(null) || shown("::after") };
}"""


@pytest.fixture
def newsroom(db, settings):
    settings.DEBUG = True  # or the demo is not loaded
    for role in (CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR):
        Group.objects.get_or_create(name=role)
    loader.load()


def test_every_kind_of_page_is_for_everybody(newsroom, browser, live_server):
    """In one test: the demo takes longer to load than its pages to look at."""
    complaints = []
    for language, looks in LOOKS.items():
        shown = pages.paths(language)
        assert {*shown} >= KINDS
        with browser.new_context(bypass_csp=True) as context:
            looker = Looker(context.new_page(), live_server.url, looks)
            looker.look_at({f"{language} {kind}": path for kind, path in shown.items()})
            complaints += looker.complaints
        with browser.new_context() as context:
            page = context.new_page()
            complaints += too_wide(page, live_server.url, language, shown)
            for kind in ("home", "section", "news"):
                page.goto(live_server.url + shown[kind])
                page.wait_for_load_state("networkidle")  # with what its scripts make of it
                complaints += [f"{language} {kind}: {words}" for words in unreached(page)]

    assert complaints == []


def too_wide(page, address, language, shown):
    page.set_viewport_size(ENLARGED)
    for kind, path in shown.items():
        page.goto(address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > ENLARGED["width"]:
            yield f"{language} {kind}: {width} px wide at 400 %"
    page.set_viewport_size(WIDE)


def unreached(page):
    """What is wrong for somebody who has only keys: not reached, not seen, or no way past menus."""
    wanted, focused = page.evaluate(REACHABLE), []
    for _ in wanted:
        page.keyboard.press("Tab")
        focused.append(page.evaluate(FOCUSED))
    yield from (f"not reached: {html}" for html in {*wanted} - {one["html"] for one in focused})
    yield from (f"not seen: {one['html']}" for one in focused if not one["isSeen"])
    page.reload()
    page.keyboard.press("Tab")
    if 'class="skip"' not in page.evaluate(FOCUSED)["html"]:
        yield "the skip link is not first"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    if not page.evaluate("document.querySelector('main').contains(document.activeElement)"):
        yield "the skip link does not lead to the content"
