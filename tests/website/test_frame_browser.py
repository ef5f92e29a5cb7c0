"""The frame of the pages in a real browser: what they fetch, where their lines end, on paper."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.factories import (
    make_alert,
    make_author,
    make_image,
    make_publication,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = {
    "ar": "مدن الموانئ تتفق على جدول موحد",
    "en": "Harbour cities agree a common tide table",
    "fr": "Les villes portuaires adoptent une table des marées",
    "ru": "Портовые города договорились о единой таблице приливов, № 5",
    "zh-hans": "谈判九年之后，多个港口城市商定统一潮汐表",
}
# The words of the largest headline that stand on more than one line.
BROKEN_WORDS = """() => [...document.querySelector("h1").childNodes]
  .filter((node) => node.nodeType === Node.TEXT_NODE)
  .filter((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  })
  .map((node) => node.data)"""
# What is set in the headline face without the space between words that it needs.
SET_TIGHT = """() => [...document.querySelectorAll("body *")]
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE
    && /\\S\\s+\\S/.test(node.data)))
  .filter((element) => getComputedStyle(element).fontFamily.startsWith("Piazzolla"))
  .filter((element) => parseFloat(getComputedStyle(element).wordSpacing) === 0)
  .map((element) => element.textContent)"""
BEFORE_THE_PAINT = """() => {
  const [{ startTime: painted }] = performance.getEntriesByName("first-contentful-paint");
  return performance.getEntriesByType("resource")
    .filter(({ initiatorType, startTime }) =>
      ["script", "fetch"].includes(initiatorType) && startTime < painted)
    .map(({ name }) => name.split("/").at(-1));
}"""
# Of each: the contrast of its text on the nearest ground that is painted.
CONTRASTS = """(selectors) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, number) => sum + part * [0.2126, 0.7152, 0.0722][number], 0);
  const ground = (element) => {
    if (!element) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(element);
    return parts(backgroundColor)[3] === 0 ? ground(element.parentElement) : backgroundColor;
  };
  return selectors.map((selector) => {
    const element = document.querySelector(selector);
    const lights = [getComputedStyle(element).color, ground(element)].map(light);
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  });
}"""
# What of the headline face a page fetches ahead, and what it is set in: script and weight.
FACES = """async () => {
  await document.fonts.ready;
  const ahead = [...document.querySelectorAll("link[rel=preload][as=font]")]
    .map(({ href }) => href.match(/(latin|cyrillic)-[57]00/)[0]);
  const used = [...document.fonts]
    .filter(({ family, status }) => family === "Piazzolla" && status === "loaded")
    .map(({ weight, unicodeRange }) => [
      unicodeRange.startsWith("U+4") ? "cyrillic" : "latin",
      weight === "400 500" ? 500 : 700,
    ].join("-"));
  return { ahead: ahead.sort(), used: used.sort() };
}"""
# The first face of each, and how upright it stands.
SET_IN = """(spans) => spans.map((span) => getComputedStyle(span))
  .map(({ fontFamily, fontStyle }) => `${fontFamily.split(",")[0]} ${fontStyle}`)"""
LINES = """() => {
  const { height } = document.querySelector("h1").getBoundingClientRect();
  return Math.round(height / parseFloat(getComputedStyle(document.querySelector("h1")).lineHeight));
}"""


@pytest.fixture
def addresses(live_server):
    """The story of each language."""
    shared = {"by": make_user(), "section": make_section(), "lead_image": make_image()}
    stories = {
        language: make_publication(language=language, headline=headline, **shared)
        for language, headline in HEADLINE.items()
    }
    return {
        language: f"{live_server.url}/{language}/x/{story.article_id}/"
        for language, story in stories.items()
    }


def test_pages_fetch_the_faces_of_their_script_once_and_nothing_from_elsewhere(
    browser, live_server, addresses
):
    fetched = {}

    for language, address in addresses.items():
        asked = []
        with browser.new_context() as first_visit:
            page = first_visit.new_page()
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(address)
            page.wait_for_load_state("networkidle")
        fetched[language] = sorted(
            url.rpartition("/")[2] for url in asked if url.endswith(".woff2")
        )
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(live_server.url).netloc}

    latin, cyrillic = "piazzolla-latin-700.woff2", "piazzolla-cyrillic-700.woff2"
    assert fetched == {
        "ar": [],
        "en": [latin],
        "fr": [latin],
        "ru": [cyrillic, latin],
        "zh-hans": [],
    }


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
@pytest.mark.parametrize("kind", ["opinion", "quoting", "news"])
def test_story_is_set_in_the_faces_that_it_fetches_ahead(page, live_server, language, kind):
    said = HEADLINE[language]
    story = make_publication(
        language=language,
        headline=said,
        kind="opinion" if kind == "opinion" else "news",
        body=f"<blockquote><p>{said}</p></blockquote>" if kind == "quoting" else f"<p>{said}</p>",
    )
    page.goto(f"{live_server.url}/{language}/x/{story.article_id}/")
    page.wait_for_load_state("networkidle")

    faces = page.evaluate(FACES)

    number = {"en": 1, "ru": 2, "ar": 0}[language] * (1 if kind == "news" else 2)
    assert len(faces["ahead"]) == number
    assert faces["ahead"] == faces["used"]


def test_no_script_but_the_banners_is_fetched_before_the_page_is_painted(page, addresses):
    page.goto(addresses["en"])
    page.wait_for_load_state("networkidle")

    scripts = "performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1))"
    assert {"page.js", "share.js", "views.js"} <= {*page.evaluate(scripts)}
    assert page.evaluate(BEFORE_THE_PAINT) == ["banner.js"]


def test_words_in_the_headline_face_stand_apart(page, live_server):
    video = (
        '<figure data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ">Le gros lapin</figure>'
    )
    story = make_publication(
        kind="opinion",
        headline="Le port rouvre",
        authors=[make_author(name_fr="Yusuf al-Bahri")],
        body=f"<p>Un.</p><h2>Le gros lapin</h2>{video}<blockquote><p>Ils ont dit.</p></blockquote>",
    )

    for path in ("", f"x/{story.article_id}/"):
        page.goto(f"{live_server.url}/fr/{path}")
        assert page.evaluate(SET_TIGHT) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_letters_twice_as_large_push_no_page_sideways(page, live_server, language):
    by, section = make_user(), make_section()
    for number in range(3):
        make_alert(text_en=f"The bridge is closed {number}", text_ar=f"أُغلق الجسر {number}")
    for _ in range(12):
        make_publication(by=by, section=section, language=language, headline=HEADLINE[language])
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/{language}/", wait_until="networkidle")
    expect(page.locator(".latest")).to_be_visible()

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    buttons = page.locator(".banner button:visible")
    expect(buttons).to_have_count(4)
    for button in buttons.all():
        box = button.bounding_box()
        assert 0 <= box["x"] <= 320 - box["width"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_quotation_begins_with_the_mark_of_its_language(page, live_server, language):
    marks = {"en": "“", "fr": "«", "ru": "«", "es": "«", "zh-Hans": "“"}
    marks |= {"ar": "«", "fa": "«", "ur": "«"}
    quoted = "".join(f'<blockquote lang="{tag}"><p>…</p></blockquote>' for tag in marks)
    story = make_publication(language=language, body=f"{quoted}<blockquote><p>…</p></blockquote>")
    page.goto(f"{live_server.url}/{language}/x/{story.article_id}/")

    found = page.locator(".prose blockquote").evaluate_all(
        "(quoted) => quoted.map((each) => getComputedStyle(each).quotes[1])"
    )

    assert found == [*marks.values(), marks[language]]


def test_foreign_words_take_the_face_of_where_they_stand(page, live_server):
    tide = '<span lang="en">tide</span>'
    story = make_publication(
        language="zh-hans",
        body=f"<p>{tide}</p><h2>{tide}</h2><h3>{tide}</h3>"
        f'<blockquote><p lang="en">tide</p><p>{tide}</p><cite>{tide}</cite></blockquote>'
        f'<table><caption>{tide}</caption><tr><td>{tide}</td><td lang="en">tide</td></tr></table>',
    )
    page.goto(f"{live_server.url}/zh-hans/x/{story.article_id}/")

    faces = page.locator(".prose [lang=en]").evaluate_all(SET_IN)

    heads, labels = ["Piazzolla normal"] * 4, ["system-ui normal"] * 4
    assert faces == ["Georgia normal", *heads, *labels]


@pytest.mark.parametrize(
    ("language", "slant"), [("en", "italic"), ("ar", "normal"), ("zh-hans", "normal")]
)
def test_titles_are_slanted_where_a_script_slants(page, live_server, language, slant):
    body = '<p>1 <cite>2</cite> <em>3</em> <cite lang="ur">4</cite> <cite lang="fr">5</cite></p>'
    story = make_publication(language=language, body=body)
    page.goto(f"{live_server.url}/{language}/x/{story.article_id}/")

    set_in = page.locator(".prose :is(cite, em)").evaluate_all(SET_IN)

    assert [face.split()[-1] for face in set_in] == [slant, slant, "normal", "italic"]


def test_caption_of_a_table_breaks_a_word_that_is_wider_than_the_page(page, live_server):
    caption = "Donaudampfschifffahrtsgesellschaftskapitän" * 2
    body = f"<table><caption>{caption}</caption><tr><td>12</td></tr></table>"
    story = make_publication(body=body)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/fr/x/{story.article_id}/")

    said = page.locator("caption")

    assert said.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_break_between_paragraphs_is_a_hairline(page, live_server):
    story = make_publication(body="<p>Un.</p><hr><p>Deux.</p>")
    page.goto(f"{live_server.url}/fr/x/{story.article_id}/")

    hair = page.locator(".prose hr")

    assert hair.bounding_box()["height"] == 1
    expect(hair).to_have_css("border-block-start", "1px solid rgb(205, 217, 211)")


@pytest.mark.parametrize(("stories", "drawn"), [(1, "none"), (2, "block")])
def test_hairline_stands_only_between_stories(page, live_server, stories, drawn):
    by, section = make_user(), make_section(slug_fr="monde")
    for _ in range(stories):
        make_publication(by=by, section=section)
    page.set_viewport_size({"width": 1280, "height": 900})

    for path in ("/fr/", "/fr/monde/"):
        page.goto(live_server.url + path)
        lead = page.locator(".front__lead")
        assert lead.evaluate("(one) => getComputedStyle(one, '::after').display") == drawn


def test_lines_of_a_chinese_headline_end_between_words(page, addresses):
    page.goto(addresses["zh-hans"])
    lines = set()

    for width in range(300, 1300, 40):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BROKEN_WORDS) == [], width
        lines.add(page.evaluate(LINES))

    assert {2, 3} <= lines


def test_menu_of_a_phone_opens_over_the_page_without_scripts(browser, live_server, addresses):
    size = {"width": 360, "height": 700}
    with browser.new_context(java_script_enabled=False, viewport=size) as context:
        page = context.new_page()
        page.goto(addresses["ar"])
        button, headline = page.locator(".masthead__menu > summary"), page.locator("h1")
        before = button.bounding_box(), headline.bounding_box()

        button.press("Enter")

        assert page.locator(".masthead__choices .languages a[hreflang=fr]").is_visible()
        assert (button.bounding_box(), headline.bounding_box()) == before
        for link in page.locator(".masthead__choices a").all():
            assert link.bounding_box()["height"] >= 24


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_of_a_phone_never_hides_the_focus(browser, addresses, scripts):
    size = {"width": 360, "height": 700}
    with browser.new_context(java_script_enabled=scripts, viewport=size) as context:
        page = context.new_page()
        page.goto(addresses["ar"], wait_until="networkidle")
        menu = page.locator(".masthead__menu")
        choices = page.locator(".masthead__choices")
        menu.locator("summary").press("Enter")

        choices.get_by_role("link").last.focus()
        expect(choices).to_be_visible()
        page.keyboard.press("Tab")

        expect(page.locator("main :focus-visible")).to_have_count(1)
        expect(choices).to_be_hidden()
        page.keyboard.press("Shift+Tab")
        expect(menu.locator("summary")).to_be_focused()
        assert menu.evaluate("(menu) => menu.open") is not scripts


def test_menu_of_a_phone_closes_with_escape(page, addresses):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(addresses["en"], wait_until="networkidle")
    summary = page.locator(".masthead__menu > summary")
    summary.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".masthead__choices :focus")).to_have_count(1)

    page.keyboard.press("Escape")

    expect(page.locator(".masthead__choices")).to_be_hidden()
    expect(summary).to_be_focused()


def test_targets_around_a_page_are_large_enough(page, addresses):
    page.set_viewport_size({"width": 1280, "height": 900})
    for language in ("ar", "en"):
        page.goto(addresses[language])
        links = page.locator(".masthead a:visible, .footer a:visible")
        assert links.count() >= 10
        assert [
            link.inner_text() for link in links.all() if link.bounding_box()["height"] < 24
        ] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_there_where_a_browser_does_not_know_of_pairs(page, addresses, scheme):
    """As in Safari 17.4, whose light-dark() is that of a browser that never heard of it."""

    def serve(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("light-dark(", "unheard-of("))

    make_alert(text_en="The bridge is closed")
    page.route("**/site/site.css", serve)
    page.emulate_media(color_scheme=scheme)
    page.goto(addresses["en"])

    texts = [".banner__text", "h1", ".label__section", ".standfirst"]
    assert min(page.evaluate(CONTRASTS, texts)) >= 4.5
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_have_css("outline-style", "solid")
    dot = "getComputedStyle(document.querySelector('.nameplate'), '::after').backgroundColor"
    assert page.evaluate(dot) != "rgba(0, 0, 0, 0)"


def test_story_is_printed_black_on_white_with_nothing_to_press(page, addresses):
    page.goto(addresses["fr"])
    page.emulate_media(media="print", color_scheme="dark")

    assert page.locator("nav:visible, button:visible, .footer:visible").count() == 0
    assert page.locator("h1, .nameplate, .prose >> visible=true").count() == 3
    body = "getComputedStyle(document.body)"
    assert page.evaluate(f"{body}.color") == "rgb(0, 0, 0)"
    assert page.evaluate(f"{body}.backgroundColor") == "rgb(255, 255, 255)"
    picture = page.locator(".article__picture img").bounding_box()
    assert 0 < picture["height"] <= 90 / 25.4 * 96 + 1


def test_paper_tells_no_age_and_nothing_beside_the_text_is_larger_than_it(page, live_server):
    image = make_image(credit="Anouk")
    table = "<table><tr><td>Hauteur</td><td>12</td></tr></table>"
    story = make_publication(
        lead_image=image, body=f'<p>Un.</p><figure data-image="{image.pk}"></figure>{table}'
    )
    page.goto(f"{live_server.url}/fr/x/{story.article_id}/")
    page.emulate_media(media="print")

    sizes = {
        name: page.locator(name).last.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
        for name in (".prose > p", ".prose td", ".prose figcaption", ".article__picture figcaption")
    }
    assert max(sizes, key=sizes.get) == ".prose > p"
    assert page.locator(".article__facts time").last.is_hidden()
    assert page.locator(".article__facts dd time").is_visible()


def test_current_language_and_section_stand_out_in_forced_colours(page, addresses):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(addresses["en"])
    page.emulate_media(forced_colors="active")

    borders = page.eval_on_selector_all(
        ".masthead__sections a, .masthead__languages a",
        """(links) => links.map((link) => {
          const ground = getComputedStyle(document.body).backgroundColor;
          const isMarked = getComputedStyle(link).borderBlockEndColor !== ground;
          return isMarked === link.hasAttribute("aria-current");
        })""",
    )
    assert len(borders) > 6
    assert all(borders)
