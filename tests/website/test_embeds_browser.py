"""Videos and posts of other sites in a real browser. No provider is asked: each is stood in for."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.factories import make_image, make_publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIDEO = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&hl=fr"
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) shifts.push(shift.value);
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def address(live_server):
    image = make_image(alt_text_fr="Un lapin dans un pré")
    publication = make_publication(
        body="<p>Un.</p>"
        f'<figure data-embed="{VIDEO}" data-image="{image.pk}">Le gros lapin</figure><p>Deux.</p>'
        '<figure data-embed="https://x.com/jack/status/20" lang="en">First post</figure>'
        "<p>Trois.</p>"
    )
    return f"{live_server.url}/fr/any/{publication.article_id}/"


@pytest.fixture
def elsewhere(page, live_server):
    """What was asked of other hosts, which all answer; ``complaints`` are those of the console."""
    asked, complaints = [], []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<button>Provider</button>")

    here = urlsplit(live_server.url).netloc
    page.route(lambda url: urlsplit(url).netloc != here, answer)
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield asked
    assert complaints == []


def embed(page, number):
    return page.locator(".embed").nth(number)


def test_nothing_is_asked_of_another_host_until_the_button_is_pressed(page, address, elsewhere):
    page.goto(address, wait_until="networkidle")
    page.mouse.wheel(0, 4000)
    embed(page, 0).hover()
    page.wait_for_load_state("networkidle")
    before = list(elsewhere)

    embed(page, 0).get_by_role("button").click()
    page.frame_locator(".embed iframe").frame_locator("iframe").get_by_role("button").wait_for()

    assert before == []
    assert elsewhere == [PLAYER]
    assert page.locator("iframe").get_attribute("src") == "/fr/embeds/youtube/aqz-KE-bpKQ/"
    assert page.locator("iframe").get_attribute("title") == "Le gros lapin"
    assert page.locator("iframe").get_attribute("lang") is None  # that of the page


def test_a_press_on_the_still_is_one_on_the_button(page, address, elsewhere):
    page.goto(address, wait_until="networkidle")

    embed(page, 0).locator(".embed__frame").click(force=True)
    page.locator("iframe").wait_for()

    assert page.locator(".embed__frame img").count() == 0


def test_it_is_reached_opened_and_left_by_keyboard(page, address, elsewhere):
    page.goto(address, wait_until="networkidle")
    button = embed(page, 1).get_by_role("button")
    name = button.evaluate(
        """button => button.getAttribute("aria-labelledby").split(" ")
            .map((id) => document.getElementById(id).textContent).join(", ")"""
    )

    button.focus()
    page.keyboard.press("Enter")
    inside = page.frame_locator(".embed iframe").frame_locator("iframe").get_by_role("button")
    inside.wait_for()
    focused = page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Tab")
    expect(inside).to_be_focused()
    page.keyboard.press("Tab")

    expect(embed(page, 1).locator("a[href='https://x.com/i/web/status/20']")).to_be_focused()
    assert name.endswith(", First post")
    assert 'title="First post" lang="en"' in focused


def test_what_held_until_it_was_opened_is_not_said_afterwards(page, address, elsewhere):
    page.goto(address, wait_until="networkidle")
    notes = page.get_by_text("n’apprend votre visite que si")
    expect(notes.filter(visible=True)).to_have_count(2)

    embed(page, 0).get_by_role("button").click()
    page.locator("iframe").wait_for()

    expect(notes.nth(0)).to_be_hidden()
    expect(notes.nth(1)).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_by_itself_and_a_video_takes_the_place_of_its_still(
    page, address, elsewhere, width
):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(SHIFTS)
    page.goto(address, wait_until="networkidle")
    still = embed(page, 0).bounding_box()
    frame = embed(page, 0).locator(".embed__frame").bounding_box()

    embed(page, 0).get_by_role("button").evaluate("button => button.click()")
    page.frame_locator(".embed iframe").frame_locator("iframe").get_by_role("button").wait_for()

    assert embed(page, 0).bounding_box() == still
    assert page.locator("iframe").bounding_box() == frame
    assert round(frame["width"] / frame["height"], 2) == round(16 / 9, 2)
    assert page.evaluate("shifts") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_a_link_leads_to_the_provider(browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")

        links = embed(page, 0).get_by_role("link")

        assert links.get_attribute("href") == VIDEO
        assert links.is_visible()
        assert not embed(page, 0).locator("button").is_visible()
        assert page.locator("iframe").count() == 0


class TestProvider:
    """One that wants more than its frame."""

    @pytest.fixture
    def asked(self, page, address, live_server):
        here, asked = urlsplit(live_server.url).netloc, []

        def answer(route):
            asked.append(route.request.url)
            there = "'https://evil.example/'"
            body = f'<button onclick="top.location = {there}">Go</button>'
            if "youtube" in route.request.url:
                body = f"<script>location = {there}</script>"
            route.fulfill(content_type="text/html", body=body)

        page.route(lambda url: urlsplit(url).netloc != here, answer)
        page.goto(address, wait_until="networkidle")
        return asked

    def test_does_not_lead_on_to_another_host(self, page, asked):
        with page.expect_event("console", lambda message: "frame-src" in message.text):
            embed(page, 0).get_by_role("button").click()

        assert asked == [PLAYER]

    def test_does_not_take_the_reader_away(self, page, asked, live_server):
        embed(page, 1).get_by_role("button").click()
        button = page.frame_locator(".embed iframe").frame_locator("iframe").get_by_role("button")
        button.wait_for()

        with page.expect_event("console", lambda message: "sandbox" in message.text):
            button.evaluate("button => button.focus()")
            page.keyboard.press("Enter")

        assert len(asked) == 1
        assert page.url.startswith(live_server.url)
