"""A view is counted from a page that is really seen, and the number on it stays true."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audience import counting, tickets
from audience.models import ViewTotal
from tests.factories import make_publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Headless Chromium says that it is one, and counts as a bot.
SOMEBODY = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
OTHERS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
]
BEACON = re.compile(r"ticket=([0-9]+\.[0-9]+\.[\w-]{43})&key=([0-9a-f]{32})")
MINUTES = 60_000
SOON = 11_000
NUMBER = "[data-reads]"
# What is asked for, until it is answered; whether the script of a story has run, which comes after
# the page; and frames that come whatever the clock says.
WATCH = """
    const note = ({ target }) => { window.ran ||= /views.js$/.test(target.src); };
    document.addEventListener("load", note, true);
    window.unanswered = new Set();
    const [ask, frame] = [window.fetch.bind(window), window.requestAnimationFrame.bind(window)];
    window.fetch = (...request) => {
      const answer = ask(...request);
      const whole = answer.then((given) => given.clone().text()).catch(() => {});
      window.unanswered.add(whole);
      whole.then(() => window.unanswered.delete(whole));
      return answer;
    };
    window.settled = async () => {
      for (let turns = 0; turns < 1000; turns++) {
        await Promise.all(window.unanswered);
        await new Promise((done) => frame(() => frame(done)));
        const isReady = window.ran || !document.querySelector("[data-ticket]");
        if (isReady && !window.unanswered.size) return;
      }
      throw new Error("It never comes to rest.");
    };
"""
# Time-outs that come by the clock that we turn.
BY_OUR_CLOCK = """
    AbortSignal.timeout = (ms) => {
      const end = new AbortController();
      setTimeout(() => end.abort(), ms);
      return end.signal;
    };
"""
FILL = """(name) => {
  let text = "x".repeat(2 ** 20);
  for (let n = 0; text; n++) {
    try {
      window[name][`of others ${n}`] = text;
    } catch {
      text = text.slice(Math.ceil(text.length / 2));
    }
  }
}"""


class Reader:
    """Somebody who reads a story in their own browser, whose clock we turn."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.beacons, self.asked, self.troubles = [], [], []
        page.on("request", self.note)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.add_init_script(WATCH)
        page.clock.install()
        # The browser's own cache goes by another clock; pages with routes do without.
        page.route("**/nothing", lambda route: route.abort())

    def note(self, request):
        if request.url.endswith("/views/"):
            self.beacons.append(request.post_data)
        elif "/reads/" in request.url:
            self.asked.append(request.url)

    def open(self, address=None):
        self.page.goto(address or self.address)
        self.settle()

    def pass_time(self, ms):
        self.page.clock.fast_forward(ms)
        self.settle()

    def settle(self):
        """Let what was asked be answered, and what was answered be done."""
        self.page.evaluate("window.settled()")

    @property
    def sees(self):
        return self.page.locator(NUMBER).text_content()

    def hide(self, *, hidden):
        self.page.evaluate(
            """(value) => {
              Object.defineProperty(document, "hidden", { value, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }""",
            hidden,
        )


def is_beacon(request):
    return request.url.endswith("/views/")


@pytest.fixture
def story():
    return make_publication(language="en", headline="The port reopens")


@pytest.fixture
def address(story, live_server):
    return f"{live_server.url}/en/any/{story.article_id}/"


@pytest.fixture
def reader(browser, address):
    with browser.new_context(user_agent=SOMEBODY) as context:
        reader = Reader(context.new_page(), address)
        yield reader
        reader.settle()  # a view that is still on its way would be the next test's
        assert reader.troubles == []


def set_views(story, views):
    ViewTotal.objects.update_or_create(edition_id=story.edition_id, defaults={"views": views})


def fail(route):
    route.fulfill(status=503)


def grow_old(reader, story):
    """Have what is opened wait for 21 minutes before it is seen; its ticket is returned."""
    old = tickets.make(story.edition_id, timezone.now() - timedelta(minutes=21))
    stale = f"() => {{ document.querySelector('[data-ticket]').dataset.ticket = '{old}'; }}"
    reader.page.add_init_script(
        f"addEventListener('readystatechange', {stale}, {{ capture: true, once: true }})"
    )
    return old


# --- The view ----------------------------------------------------------------------------


def test_a_view_is_counted_with_the_ticket_of_the_page_and_a_key(reader, story):
    reader.open()

    [beacon] = reader.beacons
    ticket, _key = BEACON.fullmatch(beacon).groups()
    assert tickets.read(ticket, timezone.now()) == (story.edition_id, True)
    assert counting.counter().roll_up() == 1


def test_a_page_that_was_kept_by_the_browser_is_seen_again(reader):
    reader.open()

    with reader.page.expect_request(is_beacon):
        reader.page.evaluate(
            "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
        )

    keys = [BEACON.fullmatch(beacon)[2] for beacon in reader.beacons]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("state", "event"), [("hidden", "visibilitychange"), ("prerendering", "prerenderingchange")]
)
def test_a_page_that_nobody_sees_sends_and_asks_nothing(reader, state, event):
    reader.page.add_init_script(
        f"Object.defineProperty(document, '{state}', {{ value: true, configurable: true }})"
    )
    reader.open()
    reader.pass_time(5 * MINUTES)

    assert (reader.beacons, reader.asked) == ([], [])
    with reader.page.expect_request(is_beacon):
        reader.page.evaluate(
            f"""() => {{
              Object.defineProperty(document, "{state}", {{ value: false, configurable: true }});
              document.dispatchEvent(new Event("{event}"));
            }}"""
        )
    assert len(reader.beacons) == 1


def test_a_page_that_waited_long_to_be_seen_gets_a_fresh_ticket_first(reader, story):
    """A tab that was opened in the background, or is back with the browser's session."""
    old = grow_old(reader, story)

    reader.open()

    [beacon] = reader.beacons
    ticket, _key = BEACON.fullmatch(beacon).groups()
    assert ticket != old
    assert int(ticket.split(".")[1]) - timezone.now().timestamp() > 50 * 60
    assert counting.counter().roll_up() == 1


def test_a_view_is_sent_with_the_ticket_of_the_page_where_a_fresh_one_does_not_come(reader, story):
    old = grow_old(reader, story)
    reader.page.add_init_script(BY_OUR_CLOCK)
    hanging = []
    reader.page.route("**/reads/**", lambda route: hanging.append(route))
    with reader.page.expect_request("**/reads/**"):
        reader.page.goto(reader.address)
    assert reader.beacons == []

    try:
        with reader.page.expect_request(is_beacon):
            reader.page.clock.fast_forward(5_000)
    finally:
        hanging[0].abort()
    reader.settle()

    [beacon] = reader.beacons
    assert BEACON.fullmatch(beacon)[1] == old
    assert counting.counter().roll_up() == 1


def test_a_page_of_now_asks_for_no_other_ticket(reader):
    reader.open()

    assert reader.asked == []


@pytest.mark.parametrize(("minutes", "views"), [(29, 1), (31, 2)])
def test_who_comes_back_to_an_open_page_after_half_an_hour_reads_anew(reader, minutes, views):
    reader.open()
    reader.hide(hidden=True)
    reader.pass_time(minutes * MINUTES)

    reader.hide(hidden=False)
    reader.settle()

    assert len({BEACON.fullmatch(beacon)[2] for beacon in reader.beacons}) == views


# --- What was not answered ---------------------------------------------------------------


@pytest.mark.parametrize("failure", [fail, lambda route: route.abort()], ids=["503", "away"])
def test_what_was_not_taken_is_sent_once_more_with_the_same_key(reader, failure):
    reader.page.route("**/views/", failure)
    reader.open()
    reader.page.unroute("**/views/")

    reader.pass_time(4 * MINUTES)
    assert len(reader.beacons) == 1
    for _ in range(3):
        reader.pass_time(2 * MINUTES)

    first, second = reader.beacons
    assert first == second
    assert counting.counter().roll_up() == 1
    assert reader.page.evaluate("localStorage.length") == 0


def test_it_is_never_sent_a_third_time(reader):
    reader.page.route("**/views/", fail)
    reader.open()

    for _ in range(20):
        reader.pass_time(2 * MINUTES)

    assert len(reader.beacons) == 2
    assert len(set(reader.beacons)) == 1


def test_the_next_story_sends_what_was_not_taken_of_another(reader, live_server):
    reader.page.route("**/views/", fail)
    reader.open()
    [unsent] = reader.beacons
    reader.page.unroute("**/views/")
    reader.page.goto(f"{live_server.url}/en/")
    reader.pass_time(6 * MINUTES)
    other = make_publication(language="en")

    for _ in range(2):
        reader.open(f"{live_server.url}/en/any/{other.article_id}/")

    assert reader.beacons.count(unsent) == 2
    assert len(reader.beacons) == 4
    assert counting.counter().roll_up() == 2


@pytest.mark.parametrize("minutes", [4, 31])
def test_the_next_story_sends_nothing_too_early_or_too_late(reader, live_server, minutes):
    reader.page.route("**/views/", fail)
    reader.open()
    [unsent] = reader.beacons
    reader.page.unroute("**/views/")
    reader.page.goto(f"{live_server.url}/en/")
    reader.pass_time(minutes * MINUTES)

    reader.open()

    assert reader.beacons.count(unsent) == 1
    kept = reader.page.evaluate("Object.keys(localStorage)")
    assert kept == ([unsent] if minutes == 4 else [])


@pytest.mark.parametrize("status", [204, 400])
def test_what_was_answered_is_done(reader, status):
    reader.page.route("**/views/", lambda route: route.fulfill(status=status))
    reader.open()

    for _ in range(4):
        reader.pass_time(2 * MINUTES)

    assert len(reader.beacons) == 1


# --- What the browser does not keep ------------------------------------------------------


def test_where_the_browser_keeps_nothing_this_page_does(reader):
    reader.page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, { get() { throw new Error("denied"); } });
        }"""
    )
    reader.page.route("**/views/", fail)
    reader.open()

    for _ in range(4):
        reader.pass_time(2 * MINUTES)

    assert len(reader.beacons) == 2


def test_where_there_is_no_room_for_what_was_not_taken_this_page_has_it(reader, story, live_server):
    reader.page.goto(f"{live_server.url}/en/")
    reader.page.evaluate(FILL, "localStorage")
    reader.page.route("**/views/", fail)
    reader.open()
    reader.page.unroute("**/views/")

    set_views(story, 7)
    reader.pass_time(SOON)
    assert reader.sees == "7 reads"
    for _ in range(6):
        reader.pass_time(2 * MINUTES)

    first, second = reader.beacons
    assert first == second
    assert counting.counter().roll_up() == 1


def test_where_there_is_no_room_for_the_number_it_rises_all_the_same(reader, story, live_server):
    reader.page.goto(f"{live_server.url}/en/")
    reader.page.evaluate(FILL, "sessionStorage")
    reader.open()
    assert len(reader.beacons) == 1

    set_views(story, 7)
    reader.pass_time(SOON)
    assert reader.sees == "7 reads"
    set_views(story, 8)
    reader.pass_time(1 * MINUTES)  # no longer than where there is room

    assert reader.sees == "8 reads"


@pytest.mark.parametrize("text", ["", "<p>old</p>", "<!--"])
def test_what_others_keep_in_the_place_of_the_number_is_ignored(reader, story, live_server, text):
    set_views(story, 7)
    reader.page.goto(f"{live_server.url}/en/")
    place = reverse("reads", args=["en", story.article_id])
    reader.page.evaluate("([place, text]) => { sessionStorage[place] = text; }", [place, text])

    reader.open()

    assert len(reader.beacons) == 1
    assert reader.sees == "7 reads"
    set_views(story, 8)
    reader.pass_time(SOON)
    assert reader.sees == "8 reads"


# --- The number --------------------------------------------------------------------------


def test_the_number_on_an_open_page_rises_as_others_read(reader, browser):
    reader.open()
    assert reader.sees == ""
    counting.counter().roll_up()
    reader.pass_time(SOON)
    assert reader.sees == "1 read"

    for agent in OTHERS:
        with browser.new_context(user_agent=agent) as context:
            Reader(context.new_page(), reader.address).open()
    counting.counter().roll_up()
    reader.pass_time(1 * MINUTES)

    assert reader.sees == "3 reads"


def test_the_number_never_falls_though_an_older_answer_comes(reader, story):
    set_views(story, 12)
    reader.open()
    assert reader.sees == "12 reads"

    set_views(story, 9)
    reader.pass_time(SOON)
    assert reader.sees == "12 reads"
    set_views(story, 13)
    reader.pass_time(1 * MINUTES)

    assert reader.sees == "13 reads"


def test_a_page_from_a_cache_shows_no_less_than_was_seen_a_moment_ago(reader, story):
    set_views(story, 12)
    reader.open()

    set_views(story, 9)  # as a cache that is behind would have it
    reader.open(f"{reader.address}?again")

    assert reader.sees == "12 reads"


def test_an_unseen_page_does_not_ask_and_asks_at_once_when_it_is_seen(reader, story):
    reader.open()
    reader.pass_time(SOON)
    asked = len(reader.asked)

    reader.hide(hidden=True)
    for _ in range(3):
        reader.pass_time(1 * MINUTES)
    assert len(reader.asked) == asked
    set_views(story, 7)
    reader.hide(hidden=False)
    reader.page.get_by_text("7 reads").wait_for()


def test_a_page_that_gets_no_answer_asks_ever_less(reader):
    reader.open()
    reader.page.route("**/reads/**", lambda route: route.abort())

    reader.pass_time(SOON)
    for _ in range(15):
        reader.pass_time(1 * MINUTES)

    assert len(reader.asked) == 4  # after 10 seconds, then 2, 4 and 8 minutes later


@pytest.mark.parametrize("width", [360, 1280])
def test_a_number_that_comes_moves_nothing_and_is_not_announced(reader, story, width):
    reader.page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries()))
          .observe({ type: "layout-shift", buffered: true });"""
    )
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.open()
    box = reader.page.locator("main").bounding_box()

    set_views(story, 1234)
    reader.pass_time(SOON)

    assert reader.sees == "1,234 reads"
    assert reader.page.locator("main").bounding_box() == box
    assert reader.page.evaluate("window.shifts.length") == 0
    assert reader.page.locator(f":is([aria-live], [role=status]) {NUMBER}").count() == 0
