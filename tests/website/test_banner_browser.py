"""Breaking news on pages that are open, in a real browser: it comes, takes turns and goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import alerting
from articles.models import Alert
from tests.factories import make_alert, make_publication, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POLL = 9_000  # ms, as in banner.js
TURN = 8_000
LONG = "".join(f"<p>Paragraph {number}. {'word ' * 60}</p>" for number in range(30))
# Every shift counts here, also one after a click; and frames come whatever the clock says.
WATCH_SHIFTS = """
    window.shifts = [];
    const frame = window.requestAnimationFrame.bind(window);
    window.twoFrames = () => new Promise((done) => frame(() => frame(done)));
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.className)]);
      }
    }).observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "window.twoFrames()"
# It has an animation once the style sheet has come.
HELD_BACK = """async () => {
    const animations = () => document.querySelector(".banner").getAnimations();
    while (!animations().length) await window.twoFrames();
    animations()[0].pause();
}"""
SHOWN = ".banner .is-shown .banner__text"


class Reader:
    """Somebody with a page of the site in front of them, whose clock we turn."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.add_init_script(WATCH_SHIFTS)
        page.clock.install()

    def open(self, path="/fr/"):
        self.page.goto(self.server.url + path)
        self.page.wait_for_selector("[data-alerts][data-ready]", state="attached")
        self.page.wait_for_load_state("networkidle")  # it has asked for the first time

    def poll(self):
        """Let the time pass until the page has asked again, and act on the answer."""
        with self.page.expect_response("**/alerts/") as answer:
            self.page.clock.fast_forward(POLL)
        answer.value.finished()
        self.page.evaluate(TWO_FRAMES)

    def pass_time(self, ms):
        self.page.clock.fast_forward(ms)
        self.page.evaluate(TWO_FRAMES)

    def press(self, act):
        self.page.click(f"[data-act={act}]")

    @property
    def reads(self):
        """The headlines that are in front, above the page and over its lower edge."""
        return self.page.locator(SHOWN).all_inner_texts()

    @property
    def hears(self):
        return self.page.locator("[data-alerts] [role=status] p").all_inner_texts()

    @property
    def shifts(self):
        self.page.evaluate(TWO_FRAMES)
        return self.page.evaluate("window.shifts")

    def strip_height(self):
        return self.page.locator("[data-alerts]").bounding_box()["height"]

    def focused(self):
        return self.page.evaluate(
            "document.activeElement.dataset.act ?? document.activeElement.localName"
        )


@pytest.fixture
def reader(page, live_server):
    reader = Reader(page, live_server)
    yield reader
    assert reader.errors == []


@pytest.fixture
def three():
    """Three alerts, most urgent first."""
    texts = ["Le pont ferme", "Le train attend", "La pluie tombe" + " et tombe" * 9]
    return [
        make_alert(text_fr=text, text_ar=f"{text} ar", priority=place)
        for place, text in enumerate(texts, 1)
    ]


# --- It comes ----------------------------------------------------------------------------


def test_an_alert_arrives_on_an_open_page_and_moves_nothing(reader, page):
    reader.open()

    make_alert(text_fr="Le pont ferme")
    reader.poll()

    assert reader.reads == ["Le pont ferme"]
    assert reader.hears == ["Urgent", "Le pont ferme"]
    bar = page.get_by_role("region", name="Urgent").bounding_box()
    assert bar["y"] + bar["height"] == page.viewport_size["height"]
    assert reader.strip_height() == 0
    assert reader.shifts == []

    make_alert(text_fr="Le train attend")  # announced alone, and in front
    reader.poll()

    assert reader.reads == ["Le train attend"]
    assert reader.hears == ["Urgent", "Le train attend"]
    assert page.locator(".banner__place").inner_text().startswith("1")
    assert reader.shifts == []
    reader.poll()
    assert reader.hears == ["Urgent", "Le train attend"]  # nothing new: not said again


def test_what_arrives_leaves_alone_what_is_there(reader, page, three):
    Alert.objects.filter(pk=three[0].pk).update(released_at=None)
    reader.open()
    height = reader.strip_height()
    page.focus("[data-act=next]")

    alerting.release(three[0], by=make_user())
    reader.poll()

    assert reader.reads == ["Le train attend", "Le pont ferme"]
    assert reader.focused() == "next"
    assert (reader.strip_height(), reader.shifts) == (height, [])
    page.click(".banner--bar [data-act=dismiss]")
    assert reader.reads == ["Le train attend"]
    assert (reader.strip_height(), reader.shifts) == (height, [])


def test_what_no_longer_fits_into_its_strip_is_shown_below(reader, page):
    """An alert whose story goes live says more than before, and is the same alert."""
    alert = make_alert(text_fr="Le pont ferme")
    story = make_publication(language="fr", summary="Le bac attend. " * 8)
    page.set_viewport_size({"width": 360, "height": 700})
    reader.open()
    height = reader.strip_height()

    alert.article = story.article
    alert.save()
    reader.poll()

    assert reader.reads == ["Le pont ferme"]
    assert page.locator(".banner--bar a").is_visible()
    assert reader.hears == []
    assert (reader.strip_height(), reader.shifts) == (height, [])


def test_an_alert_is_on_a_cached_page_as_soon_as_that_is_shown(reader, page):
    reader.open()
    make_alert(text_fr="Le pont ferme")

    reader.open()

    page.wait_for_selector(".banner--bar")  # no part of the page itself: that is the old one
    assert reader.reads == ["Le pont ferme"]
    assert reader.shifts == []


def test_what_lies_over_the_page_hides_neither_its_end_nor_the_focus(reader, page):
    story = make_publication(language="fr", body=LONG)
    reader.open(f"/fr/any/{story.article_id}/")
    make_alert(text_fr="Le pont ferme")
    reader.poll()

    page.evaluate("scrollTo(0, document.body.scrollHeight * 2)")

    footer, bar = page.locator("footer").bounding_box(), page.locator(".banner").bounding_box()
    assert footer["y"] + footer["height"] < bar["y"] + 1
    assert reader.shifts == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 360)])
def test_what_lies_over_a_low_window_leaves_most_of_it_to_the_page(reader, page, width, height):
    """The smaller one is a window of 1280 by 1024 at 400 %."""
    page.set_viewport_size({"width": width, "height": height})
    reader.open("/ru/")
    summary = "Движение открыто только для автобусов, обход через нижнюю плотину. " * 3
    story = make_publication(language="ru", summary=summary)
    text = "Мост через гавань закрыт до утра: портовые службы ждут высокой воды"
    for priority in (1, 2):
        make_alert(text_ru=text, article=story.article, priority=priority)
    reader.poll()

    bar = page.locator(".banner--bar")
    box = bar.bounding_box()
    assert box["height"] <= height * 0.4
    assert box["y"] + box["height"] == height
    assert not bar.locator(".is-shown .banner__summary").is_visible()
    assert reader.reads == [text]
    for reached in ("[data-act=next]", "[data-act=dismiss]", ".is-shown a"):
        page.focus(f".banner--bar {reached}")
        part = bar.locator(reached).bounding_box()
        assert box["y"] < part["y"]
        assert part["y"] + part["height"] <= height
    assert reader.shifts == []


# --- It goes -----------------------------------------------------------------------------


def test_an_alert_is_gone_at_its_end_though_the_network_is_away(reader, page):
    make_alert(text_fr="Le pont ferme", ends_at=timezone.now() + timedelta(hours=1))
    with page.expect_response("**/alerts/"):
        reader.open()
    height = reader.strip_height()
    page.context.set_offline(True)

    reader.pass_time(59 * 60_000)
    assert reader.reads == ["Le pont ferme"]
    reader.pass_time(61_000)

    assert reader.reads == []
    assert reader.strip_height() == height > 40
    assert reader.shifts == []


def test_what_ends_leaves_its_strip_empty_until_that_is_out_of_sight(reader, page):
    story = make_publication(language="fr", body=LONG)
    alert = make_alert(text_fr="Le pont ferme")
    reader.open(f"/fr/any/{story.article_id}/")
    height = reader.strip_height()
    page.focus("[data-act=dismiss]")

    alert.ends_at = timezone.now()
    alert.save()
    reader.poll()

    assert reader.reads == []
    assert reader.strip_height() == height
    assert reader.focused() == "main"
    page.evaluate("scrollTo(0, 1500)")
    paragraph = page.locator("p", has_text="Paragraph 9.")
    before = paragraph.bounding_box()["y"]
    page.wait_for_selector("[data-alerts]:not([style*=min-block-size])", state="attached")
    assert reader.strip_height() == 0
    assert paragraph.bounding_box()["y"] == before
    assert reader.shifts == []


def test_one_of_several_goes_and_the_others_stay_where_they_are(reader, page, three):
    page.set_viewport_size({"width": 360, "height": 700})
    reader.open()
    height = reader.strip_height()
    page.focus("[data-act=next]")

    Alert.objects.filter(pk=three[2].pk).update(ends_at=timezone.now())
    reader.poll()

    assert reader.reads == ["Le pont ferme"]
    assert reader.strip_height() == height
    assert reader.focused() == "next"
    assert reader.hears == []
    Alert.objects.filter(pk=three[0].pk).update(ends_at=timezone.now())
    reader.poll()
    assert reader.reads == ["Le train attend"]
    assert page.locator(".banner button:visible").count() == 1
    assert reader.focused() == "dismiss"
    assert reader.shifts == []


# --- Dismissed ---------------------------------------------------------------------------


def test_dismissing_one_version_of_an_alert_never_hides_another(reader, page):
    alert = make_alert(text_fr="Le pont ferme")
    reader.open()
    reader.press("dismiss")

    assert reader.reads == []
    assert reader.strip_height() == 0  # the reader's own act
    reader.open("/fr/?another")
    reader.poll()
    assert reader.reads == []
    assert reader.shifts == []  # whether it left its room or was never painted

    alert.text_fr = "Le pont rouvre"
    alert.save()
    reader.poll()
    assert reader.reads == ["Le pont rouvre"]
    reader.press("dismiss")
    make_alert(text_fr="Le train attend")
    reader.poll()
    assert reader.reads == ["Le train attend"]
    assert page.evaluate("localStorage.length") == 1


def test_a_dismissed_alert_is_never_seen_again_and_moves_nothing(reader, page):
    """Also where the page is painted long before the script comes."""
    make_alert(text_fr="Le pont ferme")
    reader.open()
    reader.press("dismiss")
    held = []
    page.route("**/site/banner.js", lambda route: held.append(route))

    page.goto(f"{reader.server.url}/fr/?another", wait_until="commit")
    page.wait_for_selector(".banner", state="attached")
    # On a busy machine the two seconds that it is held back may have gone by before we look.
    page.evaluate(HELD_BACK)
    page.evaluate(TWO_FRAMES)

    assert not page.locator(".banner").is_visible()
    height = reader.strip_height()
    page.evaluate("document.querySelector('.banner').getAnimations()[0].play()")
    page.evaluate(TWO_FRAMES)
    held[0].continue_()
    page.wait_for_selector("[data-alerts][data-ready]", state="attached")
    assert page.locator(".banner").count() == 0
    assert reader.strip_height() == height > 40
    assert reader.shifts == []


def test_an_alert_is_shown_though_the_script_never_comes(reader, page, three):
    page.route("**/site/banner.js", lambda route: route.abort())

    page.goto(f"{reader.server.url}/fr/")

    page.wait_for_selector(".banner", state="visible")
    assert reader.reads == ["Le pont ferme"]
    assert reader.shifts == []


def test_dismissing_in_one_tab_dismisses_in_the_others(reader, page, three):
    reader.open()
    other = Reader(page.context.new_page(), reader.server)
    other.open()
    gone = page.locator(".is-shown").get_attribute("data-alert")

    reader.press("dismiss")

    assert reader.reads == ["Le train attend"]
    other.page.wait_for_selector(f"[data-alert='{gone}']", state="detached")
    assert other.reads == ["Le train attend"]
    assert other.shifts == []


def test_where_the_browser_keeps_nothing_dismissing_holds_for_the_page(reader, page, three):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    )
    reader.open()

    for left in (2, 1, 0):
        reader.press("dismiss")
        assert page.locator("[data-alert]").count() == left
    reader.poll()

    assert reader.reads == []


def test_a_fourth_alert_takes_the_place_of_one_that_was_dismissed(reader, page, three):
    fourth = make_alert(text_fr="Le bac attend", priority=3, starts_at=three[0].starts_at)
    texts = [alert.text_fr for alert in three]
    reader.open()
    height = reader.strip_height()
    assert page.locator("[data-alert]").count() == 3
    assert page.locator(".banner__place").inner_text()[-1] == "3"

    reader.press("dismiss")

    assert page.locator(".banner__text").all_text_contents() == [*texts[1:], fourth.text_fr]
    for _ in range(2):
        reader.press("dismiss")
    assert reader.reads == [fourth.text_fr]
    assert (reader.strip_height(), reader.shifts) == (height, [])
    reader.open("/fr/?another")
    reader.poll()
    assert reader.reads == [fourth.text_fr]
    assert page.locator(".banner--bar").count() == 0  # no news: it was there when the page came
    assert reader.shifts == []


# --- In turn -----------------------------------------------------------------------------


def test_alerts_take_turns_and_move_nothing(reader, page, three):
    page.set_viewport_size({"width": 360, "height": 700})
    reader.open()
    height = reader.strip_height()

    seen = []
    for _ in range(4):
        seen.append((*reader.reads, page.locator(".banner__place").inner_text()[0]))
        reader.pass_time(TURN)

    texts = [alert.text_fr for alert in three]
    assert seen == [*zip(texts, "123", strict=True), (texts[0], "1")]
    assert reader.strip_height() == height
    assert reader.hears == []
    assert reader.shifts == []


def test_they_wait_for_whoever_looks_or_asks_them_to(reader, page, three):
    reader.open()
    first = three[0].text_fr

    page.hover(".banner__label")
    reader.pass_time(TURN)
    assert reader.reads == [first]
    page.mouse.move(5, 500)
    page.focus("[data-act=next]")
    reader.pass_time(TURN)
    assert reader.reads == [first]
    reader.press("pause")
    page.mouse.move(5, 500)
    page.evaluate("document.activeElement.blur()")
    reader.pass_time(TURN)
    assert reader.reads == [first]
    assert page.get_by_role("button", name="Pause", pressed=True).count() == 1

    reader.press("pause")
    page.mouse.move(5, 100)
    page.evaluate("document.activeElement.blur()")
    reader.pass_time(TURN)
    assert reader.reads == [three[1].text_fr]


def test_nothing_turns_or_pulses_where_motion_is_unwelcome(reader, page, three):
    page.emulate_media(reduced_motion="reduce")
    reader.open()

    reader.pass_time(TURN)

    assert reader.reads == [three[0].text_fr]
    assert not page.locator("[data-act=pause]").is_visible()
    assert page.evaluate("document.getAnimations().length") == 0


def test_all_by_keyboard(reader, page, three):
    reader.open()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(reader.focused())

    assert reached[1:] == ["previous", "next", "pause", "dismiss", "a"]
    page.keyboard.press("Shift+Tab")
    page.focus("[data-act=previous]")
    page.keyboard.press("Enter")
    assert reader.reads == [three[2].text_fr]  # the one before the first
    assert reader.hears == [three[2].text_fr]
    page.focus("[data-act=next]")
    page.keyboard.press("Space")
    assert reader.reads == [three[0].text_fr]
    page.focus("[data-act=dismiss]")
    for left in (2, 1):
        page.keyboard.press("Enter")
        assert page.locator("[data-alert]").count() == left
        assert reader.focused() == "dismiss"
        assert reader.hears == reader.reads != []
    page.keyboard.press("Enter")
    assert reader.reads == reader.hears == []
    assert reader.focused() == "main"


def test_arrows_point_where_the_page_reads(reader, page, three):
    rotations = {}
    for path in ("/fr/", "/ar/"):
        reader.open(path)
        for act in ("previous", "next"):
            icon = (
                f"getComputedStyle(document.querySelector('[data-act={act}]'), '::before').rotate"
            )
            rotations[path, act] = page.evaluate(icon)
        previous, next_ = (
            page.locator(f"[data-act={act}]").bounding_box() for act in ("previous", "next")
        )
        assert (previous["x"] < next_["x"]) == (path == "/fr/")
        assert min(next_["width"], next_["height"]) == 36

    assert rotations["/fr/", "next"] == rotations["/ar/", "previous"] == "45deg"
    assert rotations["/ar/", "next"] == rotations["/fr/", "previous"] == "-135deg"


# --- When a page asks --------------------------------------------------------------------


def test_a_hidden_page_asks_nothing_and_one_that_is_shown_again_asks_at_once(reader, page):
    with page.expect_response("**/alerts/"):
        reader.open()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    hide(page, hidden=True)
    reader.pass_time(POLL)
    reader.pass_time(POLL)
    assert asked == []
    make_alert(text_fr="Le pont ferme")
    with page.expect_response("**/alerts/"):
        hide(page, hidden=False)
    page.wait_for_selector(".banner")

    with page.expect_response("**/alerts/"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert len(asked) == 2


def hide(page, *, hidden):
    page.evaluate(
        """(value) => {
          Object.defineProperty(document, "hidden", { value, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_asks_less_while_the_network_is_away_and_at_once_when_it_is_back(reader, page):
    with page.expect_response("**/alerts/"):
        reader.open()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)

    def seconds_until_it_asks():
        before = len(asked)
        for seconds in range(1, 100):
            reader.pass_time(1_000)
            if len(asked) > before:
                return seconds
        pytest.fail("It asks no more.")

    # A busy page begins to wait some seconds of this clock after it had no answer, never before.
    waited = [seconds_until_it_asks() for _time in range(3)]
    assert 9 <= waited[0] < 18 <= waited[1] < 36 <= waited[2] < 72
    make_alert(text_fr="Le pont ferme")
    page.context.set_offline(False)
    page.wait_for_selector(".banner--bar")


def test_what_is_unchanged_comes_as_a_304(reader, page, three):
    with page.expect_response("**/alerts/"):
        reader.open()
    page.evaluate("window.banner = document.querySelector('.banner')")

    with page.expect_request("**/alerts/") as asked:
        page.clock.fast_forward(POLL)

    assert "cookie" not in asked.value.all_headers()
    assert page.evaluate("window.banner === document.querySelector('.banner')")  # left alone


# --- Without scripts ---------------------------------------------------------------------


def test_without_scripts_three_headlines_are_there_and_no_control(browser, live_server, three):
    make_alert(text_fr="Le bac attend", priority=3, starts_at=three[0].starts_at)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/fr/")

        shown = [text for text in page.locator(".banner__text").all() if text.is_visible()]
        assert len({text.bounding_box()["y"] for text in shown}) == 3
        assert page.get_by_role("button").count() == 0
