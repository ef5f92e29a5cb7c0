"""What the scripts of the readers' pages add, and what must not move, in a real browser."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from audience.models import HourlyViews
from audience.ranking import rank
from languages import formats
from tests.factories import make_image, make_publication, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(live_server):
    """The address of a French story of two hours ago."""
    with time_machine.travel(timezone.now() - timedelta(hours=2)):
        publication = make_publication(headline="Le port rouvre")
    return f"{live_server.url}/fr/any/{publication.article_id}/"


def test_chosen_language_is_remembered_for_the_next_visit(page, live_server):
    page.goto(f"{live_server.url}/fr/")
    page.wait_for_load_state("networkidle")  # the script comes after the page
    page.locator(".masthead__languages a[data-language=ru]").click()

    page.goto(live_server.url)

    assert page.url == f"{live_server.url}/ru/"


def test_age_on_an_open_page_grows_in_the_words_of_the_server(page, story):
    page.clock.install()
    page.goto(story)
    page.wait_for_load_state("networkidle")
    age = page.locator("time[data-age]")
    at_first = age.text_content()

    page.clock.fast_forward("03:00:00")

    assert at_first == "il y a 2 heures"
    assert age.text_content() == "il y a 5 heures"


@pytest.fixture
def ranked():
    """Six stories that were read today, and one that was read more the days before."""
    by, section = make_user(), make_section(slug_fr="monde")
    now = timezone.now()
    for number in range(7):
        story = make_publication(by=by, section=section, headline=f"Marée {number}")
        ago = timedelta(days=3) if number == 6 else timedelta(hours=1)
        hour = (now - ago).replace(minute=0, second=0, microsecond=0)
        HourlyViews.objects.create(edition=story.edition, hour=hour, views=10 ** (number + 1))
    rank(timezone.now())
    cache.clear()
    yield
    cache.clear()


def test_span_of_the_most_read_is_chosen_by_keyboard_and_without_scripts(
    browser, live_server, ranked
):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/fr/monde/")
        shown = page.locator(".most-read li:visible")
        page.locator(".most-read input").first.focus()

        assert [text[-1] for text in shown.all_inner_texts()] == [*"54321"]
        page.keyboard.press("ArrowRight")
        assert [text[-1] for text in shown.all_inner_texts()] == [*"65432"]
        page.locator(".most-read label").first.click()
        assert [text[-1] for text in shown.all_inner_texts()] == [*"54321"]


def test_no_script_is_refused_or_fails(page, story):
    troubles = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))

    page.goto(story)
    page.wait_for_load_state("networkidle")

    assert troubles == []


APART = """(item) => {
  const text = document.createRange();
  text.selectNodeContents(item.querySelector("time"));
  const [line, ...more] = text.getClientRects();
  return more.length ? -1 : item.querySelector("a").getBoundingClientRect().left - line.right;
}"""


def test_time_of_the_latest_stands_on_one_line_apart_from_the_headline(page, live_server):
    shared = {"by": make_user(), "section": make_section()}
    for hours in (*range(13, 22), 24 * 90):
        with time_machine.travel(timezone.now() - timedelta(hours=hours)):
            make_publication(headline="Les villes portuaires adoptent une table", **shared)
    page.set_viewport_size({"width": 360, "height": 800})

    page.goto(f"{live_server.url}/fr/")

    apart = [item.evaluate(APART) for item in page.locator(".latest li").all()]
    assert len(apart) >= 3
    assert min(apart) >= 8


def test_paper_tells_the_date_of_the_latest_where_a_page_tells_their_age(page, live_server):
    by, now = make_user(), timezone.now()
    for hours in (*range(5), 48, 49, 50):
        with time_machine.travel(now - timedelta(hours=hours)):
            make_publication(by=by)
    page.goto(f"{live_server.url}/fr/")
    shown = page.locator(".latest__list time:visible")
    of_old = shown.all_inner_texts()

    page.emulate_media(media="print")

    assert of_old == ["il y a 2 jours"] * 3
    date = formats.long_date(now - timedelta(hours=48), "fr")
    assert shown.all_inner_texts()[0] == date
    assert shown.count() == 3


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280])
def test_no_page_scrolls_sideways(page, live_server, width):
    table = "<table><tr>" + "<td>Donaudampfschifffahrtsgesellschaft</td>" * 9 + "</tr></table>"
    section = make_section()
    for language in ("ar", "en"):
        story = make_publication(
            language=language,
            section=section,
            headline="Unaufhaltsamkeitswahrscheinlichkeitsrechnungsverordnung tritt in Kraft",
            lead_image=make_image(),
            body=f"<p>Words.</p>{table}<blockquote><p>A quotation.</p></blockquote>",
        )
    page.set_viewport_size({"width": width, "height": 800})

    for path in ("/en/", "/ar/", f"/en/x/{story.article_id}/", f"/fr/x/{story.article_id}/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
