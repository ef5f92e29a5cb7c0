"""The editor of a body in a real browser, under the Content-Security-Policy of the site."""

import random
import re

import lxml.html
import pytest
from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from articles import body, embeds
from articles.widgets import LABELS, BodyWidget
from languages import reading
from tests.articles.test_embeds import ADDRESSES, REFUSED
from tests.factories import make_article, make_image, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RICH = body.clean(
    '<p data-block="aaaa1111">First paragraph with <strong>bold</strong>, <em lang="fr">à'
    " propos</em>, H<sub>2</sub>O, m<sup>2</sup>, <cite>Le Monde</cite>,"
    ' <a href="https://example.org/?a=1&amp;b=2">a <code>link</code></a>.</p>'
    '<p data-block="aaaa2222" lang="ar" dir="rtl">قال <span lang="en" dir="ltr">hello <span'
    ' lang="fr">bonjour</span></span> اليوم.<br>ثم <a data-article="45">قصة أخرى</a></p>'
    '<h2 data-block="00001234">Heading</h2><h3 data-block="123e4567">Subheading</h3>'
    '<figure data-image="7" data-block="aaaa3333"></figure>'
    '<figure data-embed="https://vimeo.com/769798" data-image="7" lang="en" data-block="cccc1111">'
    "Sea &amp; sky</figure>"
    '<ul><li data-block="aaaa4444">bare item<ol start="3"><li data-block="aaaa5555">'
    '<p data-block="aaaa6666">wrapped</p></li></ol></li><li data-block="aaaa7777">two</li></ul>'
    '<blockquote data-block="aaaa8888" lang="es"><p data-block="aaaa9999">Uno</p>'
    '<p data-block="bbbb1111">Dos</p></blockquote>'
    '<blockquote data-block="bbbb2222">Just text</blockquote><hr>'
    '<table data-block="bbbb3333" lang="en"><caption lang="en">Votes <em>cast</em></caption>'
    '<thead><tr><th scope="col">Party</th><th colspan="2" scope="col">Seats</th></tr></thead>'
    '<tbody><tr><td rowspan="2">One</td><td>1</td><td><p data-block="bbbb4444">2</p></td></tr>'
    '<tr><td></td><td lang="fr">quatre</td></tr></tbody></table>'
    '<p data-block="bbbb5555">No\u00a0break &lt;here&gt; &amp; there.</p>'
    '<p data-block="bbbb6666">Last paragraph</p>'
)

PAGE = """{% load static %}<!doctype html><html lang="en"><head><title>Test</title>
<link rel="icon" href="data:,">{{ form.media }}</head>
<body><form method="post">{{ form }}<button id="save">Save</button></form></body></html>"""

# The caret that a key moves is the browser's, of which the editor hears with the next frame; and
# 20 ms after it was given the focus, the editor puts the caret back to where it knows it.
SETTLED = """async () => {
    await new Promise((done) => setTimeout(done, 20));
    const { view } = window.editor;
    const knows = () => view.domObserver.currentSelection.eq(view.domSelectionRange());
    for (let frames = 0; view.hasFocus() && !knows(); frames += 1) {
        if (frames === 500) throw new Error("The editor does not hear of its caret.");
        await new Promise(requestAnimationFrame);
    }
}"""

# A machine may be too busy for the next frame when a person goes on typing.
FRAMES_HELD = "window.requestAnimationFrame = () => 0"


class BodyForm(forms.Form):
    body = forms.CharField(required=False, strip=False, widget=BodyWidget)


class Desk:
    """A page with the form, and what was saved by it."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.stored, self.attrs, self.complaints = "", {}, []
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.add_init_script(
            """document.addEventListener("prose-editor:ready",
                (event) => { window.editor = event.detail.editor; });"""
        )
        page.on("pageerror", lambda error: self._hear("error", str(error)))

    def _hear(self, kind, text):
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def view(self, request):
        if request.method == "POST":
            self.posted = request.POST["body"].replace("\r\n", "\n")
            self.stored = body.clean(self.posted)
        form = BodyForm(initial={"body": self.stored})
        form.fields["body"].widget.attrs.update(self.attrs)
        return HttpResponse(Template(PAGE).render(Context({"form": form})))

    def open(self, stored, **attrs):
        self.stored, self.attrs = body.clean(stored), attrs
        self.page.goto(self.address)
        self.page.wait_for_selector(".prose-body")

    @property
    def text(self):
        return self.page.locator(".prose-body")

    def wait_until_answered(self):
        """A dialog tells of its end a moment after it was pressed; only then the text changes."""
        self.page.locator("dialog.prose-dialog").wait_for(state="detached")

    @property
    def value(self):
        return self.page.locator("textarea").input_value()

    def tool(self, name):
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def put_caret(self, selector, *, at="end"):
        """Place the caret at the start or end of the text of an element."""
        self.select(selector, collapse=at)

    def select(self, selector, *, to=None, collapse=None):
        """Select the text of an element, or of all elements from one to another."""
        self.page.evaluate(
            """([from, to, collapse]) => {
                const { view, commands } = window.editor;
                const at = (selector, side) => {
                    const found = document.querySelector(`.prose-body ${selector}`);
                    const element = found.querySelector(":scope > p:first-child") ?? found;
                    return view.posAtDOM(element, side === "start" ? 0 : element.childNodes.length);
                };
                commands.setTextSelection({
                    from: collapse === "end" ? at(to, "end") : at(from, "start"),
                    to: collapse === "start" ? at(from, "start") : at(to, "end"),
                });
                view.focus();
            }""",
            [selector, to or selector, collapse],
        )

    def press(self, *keys):
        for key in keys:
            self.page.evaluate(SETTLED)
            self.page.keyboard.press(key)
        self.page.evaluate(SETTLED)

    def save(self):
        self.wait_until_answered()
        self.page.click("#save")
        self.page.wait_for_selector(".prose-body")
        return self.stored


desk_view = None
urlpatterns = [path("", csrf_exempt(lambda request: desk_view(request)))]


@pytest.fixture
def desk(page, live_server, settings):
    global desk_view
    settings.ROOT_URLCONF = __name__
    desk = Desk(page, live_server.url + "/")
    desk_view = desk.view
    yield desk
    assert desk.complaints == []


def with_new_ids(html, *known):
    """The HTML with NEW for each id that is not among the known ones; no id is there twice."""
    ids = re.findall(r'data-block="(\w+)"', html)
    assert len(ids) == len(set(ids))
    return re.sub(
        r'data-block="(\w+)"', lambda found: found[0] if found[1] in known else "NEW", html
    )


def test_untouched_body_is_posted_byte_for_byte(desk):
    desk.open(RICH)

    desk.save()

    assert desk.posted == RICH


def test_page_needs_no_exception_from_the_policy(desk):
    policy = []
    desk.page.on("response", lambda response: policy.append(response.headers))

    desk.open(RICH)

    directives = policy[0]["content-security-policy"].split("; ")
    assert {"script-src 'self'", "style-src 'self'"} <= set(directives)


def test_one_word_changes_nothing_else(desk):
    desk.open(RICH)

    desk.put_caret('[data-block="bbbb6666"]')
    desk.page.keyboard.type(" more")

    assert desk.save() == RICH.replace("Last paragraph", "Last paragraph more")
    assert desk.posted == desk.stored


def test_edited_blocks_keep_all_that_they_hold(desk):
    desk.open(RICH)
    places = {
        '[data-block="aaaa1111"]': "First paragraph",
        '[data-block="aaaa2222"]': "قال",
        '[data-block="00001234"]': "Heading",
        '[data-block="123e4567"]': "Subheading",
        '[data-block="aaaa4444"]': "bare item",
        '[data-block="aaaa6666"]': "wrapped",
        '[data-block="bbbb1111"]': "Dos",
        '[data-block="bbbb2222"]': "Just text",
        "th": "Party",
        "tbody td": "One",
        '[data-block="bbbb4444"]': "2</p></td>",
        'td[lang="fr"]': "quatre",
        '[data-block="bbbb5555"]': "No\u00a0break",
    }
    expected = RICH

    for selector, text in places.items():
        desk.put_caret(selector, at="start")
        desk.page.keyboard.type("X")
        expected = expected.replace(f">{text}", f">X{text}")

        assert desk.value == expected
    assert desk.save() == expected


def test_undoing_all_changes_posts_what_came(desk):
    desk.open(RICH)

    desk.put_caret('[data-block="aaaa4444"]', at="start")
    desk.page.keyboard.type("X")
    desk.press("Enter", "Control+z", "Control+z", "Control+z")

    assert desk.value == RICH


class TestBlocks:
    TWO = '<p data-block="aaaa1111">One two</p><p data-block="bbbb2222">Three</p>'

    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            # In the middle, the first half keeps the id; elsewhere it stays with the text.
            (
                ["ArrowRight", "ArrowRight", "ArrowRight", "Enter"],
                '<p data-block="aaaa1111">One</p><p NEW> two</p><p data-block="bbbb2222">Three</p>',
            ),
            (["Enter"], '<p NEW></p><p data-block="aaaa1111">One two</p>'),
            (["End", "Enter", "x"], '<p data-block="aaaa1111">One two</p><p NEW>x</p>'),
            (["ArrowDown", "Home", "Backspace"], '<p data-block="aaaa1111">One twoThree</p>'),
        ],
    )
    def test_id_stays_with_its_text(self, desk, keys, expected):
        desk.open(self.TWO)

        desk.put_caret("p", at="start")
        desk.press(*keys)

        saved = with_new_ids(desk.save(), "aaaa1111", "bbbb2222")
        if "Three" not in expected:
            expected += '<p data-block="bbbb2222">Three</p>'
        assert saved == expected

    def test_heading_that_moves_down_keeps_its_id(self, desk):
        desk.open('<h2 data-block="aaaa1111">Title</h2>')

        desk.put_caret("h2", at="start")
        desk.press("Enter")

        saved = with_new_ids(desk.save(), "aaaa1111")
        assert saved == '<p NEW></p><h2 data-block="aaaa1111">Title</h2>'

    def test_new_block_has_one_id_from_the_start(self, desk):
        desk.open(self.TWO)
        desk.put_caret('[data-block="bbbb2222"]')
        desk.press("Enter", "a")

        first = desk.value
        desk.press("b")

        assert desk.value == first.replace(">a<", ">ab<")

    def test_first_words_of_an_empty_body(self, desk):
        desk.open("")
        assert desk.value == ""

        desk.text.focus()
        desk.page.keyboard.type("Hello")

        assert with_new_ids(desk.save()) == "<p NEW>Hello</p>"

    def test_body_emptied_is_empty(self, desk):
        desk.open(self.TWO)

        desk.text.focus()
        desk.press("Control+a", "Delete")

        assert desk.value == ""

    @pytest.mark.parametrize(
        ("tool", "expected"),
        [
            (
                "Heading",
                '<h2 data-block="aaaa1111">One two</h2><h2 data-block="bbbb2222">Three</h2>',
            ),
            (
                "Numbered list",
                '<ol><li data-block="aaaa1111">One two</li>'
                '<li data-block="bbbb2222">Three</li></ol>',
            ),
            ("Quote", f"<blockquote NEW>{TWO}</blockquote>"),
        ],
    )
    def test_change_of_kind_and_back_keeps_ids(self, desk, tool, expected):
        desk.open(self.TWO)
        desk.select("p", to="p:last-child")

        desk.tool(tool).click()
        assert with_new_ids(desk.value, "aaaa1111", "bbbb2222") == expected

        desk.tool(tool).click()
        assert desk.value == self.TWO

    def test_copy_gets_an_id_of_its_own(self, desk):
        desk.open(self.TWO)

        desk.select('[data-block="aaaa1111"]', to='[data-block="bbbb2222"]')
        desk.press("Control+c")
        desk.put_caret("p", at="start")
        desk.press("Control+v")
        desk.text.get_by_text("ThreeOne two").wait_for()

        assert with_new_ids(desk.save(), "aaaa1111", "bbbb2222") == (
            '<p data-block="aaaa1111">One two</p><p NEW>ThreeOne two</p>'
            '<p data-block="bbbb2222">Three</p>'
        )

    def test_block_that_was_cut_and_pasted_keeps_its_id(self, desk):
        desk.open(self.TWO + '<p data-block="cccc3333">Four</p>')

        desk.put_caret('[data-block="bbbb2222"]', at="start")
        desk.press("Shift+ArrowDown", "Control+x")
        desk.put_caret("p", at="start")
        desk.press("Control+v")
        desk.text.get_by_text("Three").wait_for()

        assert desk.save() == (
            '<p data-block="bbbb2222">Three</p><p data-block="aaaa1111">One two</p>'
            '<p data-block="cccc3333">Four</p>'
        )

    def test_keys_that_are_faster_than_the_browser_tells_of_the_caret_do_their_work(self, desk):
        desk.open(self.TWO)
        desk.put_caret("p", at="start")
        desk.page.evaluate(SETTLED)
        desk.page.evaluate(
            """addEventListener("selectionchange", (event) => event.stopImmediatePropagation(),
                { capture: true })"""
        )

        for key in ["Shift+ArrowDown", "Control+x"]:
            desk.page.keyboard.press(key)
        desk.text.get_by_text("One two").wait_for(state="detached")
        desk.page.keyboard.press("Control+v")
        desk.text.get_by_text("One two").wait_for()

        assert desk.save() == self.TWO

    def test_new_item_is_bare_as_its_siblings_are(self, desk):
        desk.open('<ul><li data-block="aaaa1111">One</li></ul>')

        desk.put_caret("li")
        desk.press("Enter", "T")

        saved = with_new_ids(desk.save(), "aaaa1111")
        assert saved == '<ul><li data-block="aaaa1111">One</li><li NEW>T</li></ul>'


def test_item_moves_in_and_out(desk):
    desk.open('<ul><li data-block="aaaa1111">One</li><li data-block="bbbb2222">Two</li></ul>')
    desk.put_caret('[data-block="bbbb2222"]')

    desk.tool("Move list item in").click()
    inside = desk.value
    desk.tool("Move list item out").click()

    assert inside == (
        '<ul><li data-block="aaaa1111">One<ul><li data-block="bbbb2222">Two</li></ul></li></ul>'
    )
    assert desk.value == desk.stored


def test_tab_leaves_the_text(desk):
    desk.open('<ul><li data-block="aaaa1111">One</li><li data-block="bbbb2222">Two</li></ul>')
    desk.put_caret('[data-block="bbbb2222"]')

    desk.press("Tab")

    assert desk.page.evaluate("document.activeElement.id") == "save"
    assert desk.value == desk.stored


def test_hyphen_at_the_start_of_a_line_stays_one(desk):
    desk.open("")

    desk.text.focus()
    desk.page.keyboard.type("- Oui **non** # 1. > ---")

    assert with_new_ids(desk.save()) == "<p NEW>- Oui **non** # 1. &gt; ---</p>"


def paste(desk, html):
    desk.page.evaluate(
        """html => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            document.querySelector(".prose-body").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def test_text_pasted_from_elsewhere_loses_its_styles(desk):
    desk.open("")
    desk.text.focus()

    paste(
        desk,
        "<style>p { color: red }</style><h1 class=MsoTitle style='color:red'>Title</h1>"
        "<p style='margin:0' onclick='x()'>Some <b>bold</b> <span style='font-size:9pt'>text</span>"
        "<img src='https://example.org/x.png' onerror='x()'></p>",
    )

    assert with_new_ids(desk.save()) == (
        "<h2 NEW>Title</h2><p NEW>Some <strong>bold</strong> text</p>"
    )


def test_bold_and_italic_of_google_docs_are_kept(desk):
    desk.open("")
    desk.text.focus()

    paste(
        desk,
        '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">'
        '<p dir="ltr" style="line-height:1.38"><span style="font-weight:400">Plain </span>'
        '<span style="font-weight:700">bold</span> <span style="font-style:italic">slanted</span>'
        "</p></b>",
    )

    assert with_new_ids(desk.save()) == ("<p NEW>Plain <strong>bold</strong> <em>slanted</em></p>")


def test_lists_of_word_become_lists(desk):
    desk.open("")
    desk.text.focus()

    def item(words, mark, level=1):
        return f"""<p class=MsoListParagraph style='margin-left:.5in;text-indent:-.25in;
mso-list:l0 level{level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{mark}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>{words}<o:p></o:p></p>"""

    paste(
        desk,
        "<p class=MsoNormal>Before<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        + item("one", "·")
        + item("inner", "o", 2)
        + item("two", "·")
        + "<p class=MsoNormal>Between</p>"
        + item("first", "1.")
        + item("second", "2."),
    )

    assert with_new_ids(desk.save()) == (
        "<p NEW>Before</p>"
        "<ul><li NEW>one<ul><li NEW>inner</li></ul></li><li NEW>two</li></ul>"
        "<p NEW>Between</p>"
        "<ol><li NEW>first</li><li NEW>second</li></ol>"
    )


def test_structure_of_google_docs_is_kept(desk):
    desk.open("")
    desk.text.focus()

    paste(
        desk,
        """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-2">
<h1 dir="ltr" style="line-height:1.38;margin-top:20pt;"><span style="font-size:20pt;
font-weight:400;white-space:pre-wrap;">Title</span></h1>
<p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;">H</span>
<span style="font-size:0.6em;vertical-align:sub;">2</span><span>, see </span>
<a href="https://example.org/a" style="text-decoration:none;"><span style="color:#1155cc;
text-decoration:underline;">this</span></a></p><br />
<ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1">
<p dir="ltr" style="line-height:1.38;" role="presentation"><span>One</span></p></li></ul>
<div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;"><colgroup>
<col width="100" /></colgroup><tbody><tr style="height:0pt"><td style="border-left:solid #000">
<p dir="ltr"><span style="font-weight:400;">Cell</span></p></td></tr></tbody></table></div></b>
<p dir="rtl"><span>قال</span></p><br class="Apple-interchange-newline">""",
    )

    assert with_new_ids(desk.save()) == (
        "<h2 NEW>Title</h2>"
        '<p NEW>H <sub>2</sub>, see <a href="https://example.org/a">this</a></p>'
        "<ul><li NEW>One</li></ul>"
        "<table NEW><tbody><tr><td>Cell</td></tr></tbody></table>"
        '<p NEW dir="rtl">قال</p>'
    )


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("fr", "<p>L’eau, 27-year-old and 3.14 of Fish &amp; Chips</p><p>Fin</p>"),
        ("ar", "<ul><li>وصلَ السفينةُ</li><li>إلى الميناء</li></ul><hr>"),
        ("ru", "<table><caption>Порт</caption><tr><td>возобновил</td><td>работу</td></tr></table>"),
        ("zh-Hans", "<p>在 2026 年，iPhone 手机<strong>电</strong>池工厂。</p>"),
        ("en", f"<p>{'word ' * 700}</p>"),
        ("zh-Hans", f"<p>{'字' * 700}</p>"),
        ("en", ""),
    ],
)
def test_length_and_time_are_what_the_server_says(desk, language, html):
    desk.open(html, lang=language)

    count, minutes = desk.page.locator(".prose-count span").all()

    length = reading.length(desk.stored)
    assert re.match(r"[\d,]+", count.inner_text())[0] == f"{length:,}"
    assert ("character" in count.inner_text()) == (language == "zh-Hans")
    if length:
        expected = reading.minutes(length, language.lower())
        assert minutes.inner_text() == f"{expected} minute{'s'[: expected > 1]}"
    else:
        assert not minutes.is_visible()


def test_nothing_that_the_editor_says_comes_from_elsewhere(desk):
    desk.open(RICH)
    desk.put_caret("td")

    said = desk.page.evaluate(
        """[...document.querySelectorAll(".prose-editor *")].flatMap((element) =>
            ["aria-label", "title", "placeholder", "aria-placeholder", "data-placeholder"]
                .map((name) => element.getAttribute(name))).filter(Boolean)"""
    )

    assert set(said) <= {str(label) for label in LABELS.values()} | {"Body"}


class TestLinks:
    def link(self, desk, answer):
        desk.tool("Link…").click()
        desk.page.get_by_label("Address, or the number").fill(answer)
        desk.page.get_by_role("button", name="Apply").click()
        return desk.save()

    @pytest.mark.parametrize(
        ("answer", "attribute"),
        [
            ("https://example.org/a", 'href="https://example.org/a"'),
            ("example.org/a", 'href="https://example.org/a"'),
            ("desk@example.org", 'href="mailto:desk@example.org"'),
            ("45", 'data-article="45"'),
            ("http://testserver/fr/world/titre-45/", 'data-article="45"'),
        ],
    )
    def test_selected_words_become_a_link(self, desk, answer, attribute):
        desk.open('<p data-block="aaaa1111">Words</p>')
        desk.select("p")

        assert self.link(desk, answer) == f'<p data-block="aaaa1111"><a {attribute}>Words</a></p>'

    def test_address_without_words_is_its_own_words(self, desk):
        desk.open('<p data-block="aaaa1111">See</p>')
        desk.put_caret("p")
        desk.press("Space")

        assert self.link(desk, "example.org") == (
            '<p data-block="aaaa1111">See <a href="https://example.org">example.org</a></p>'
        )

    def test_link_is_changed_and_removed(self, desk):
        desk.open('<p data-block="aaaa1111"><a data-article="45">Words</a></p>')
        desk.put_caret("p")

        desk.press("ArrowLeft", "Control+k")
        assert desk.page.get_by_label("Address, or the number").input_value() == "45"
        desk.page.get_by_role("button", name="Remove link").click()

        assert desk.save() == '<p data-block="aaaa1111">Words</p>'

    def test_escape_returns_to_the_words(self, desk):
        desk.open('<p data-block="aaaa1111">Words</p>')
        desk.select("p")

        desk.press("Control+k", "Escape")
        desk.wait_until_answered()
        desk.press("x")

        assert desk.save() == '<p data-block="aaaa1111">x</p>'

    def test_script_address_is_no_link(self, desk):
        desk.open('<p data-block="aaaa1111">Words</p>')
        desk.select("p")

        assert self.link(desk, "javascript:alert(1)") == '<p data-block="aaaa1111">Words</p>'


def test_figure_shows_the_picture(desk):
    image = make_image()
    desk.open(f'<figure data-image="{image.pk}" data-block="aaaa1111"></figure>')

    figure = desk.text.locator("figure")

    assert figure.inner_text() == f"Image {image.pk}"
    assert "/media/renditions/" in figure.locator("img").get_attribute("src")


def test_image_is_inserted_by_its_number(desk):
    desk.open('<p data-block="aaaa1111">Words</p>')
    desk.put_caret("p")

    desk.tool("Image…").click()
    desk.page.get_by_label("Number of the image").fill("7")
    desk.press("Enter")

    saved = with_new_ids(desk.save(), "aaaa1111")
    assert saved == '<p data-block="aaaa1111">Words</p><figure NEW data-image="7"></figure>'


def test_another_script_may_ask_for_the_image(desk):
    desk.open('<p data-block="aaaa1111">Words</p>')
    desk.page.evaluate(
        """document.addEventListener("prose:image", (event) => {
            event.preventDefault();
            event.detail.editor.commands.insertFigure(8);
        })"""
    )
    desk.put_caret("p")

    desk.tool("Image…").click()

    assert 'data-image="8"' in desk.value


def test_table_is_made_and_captioned(desk):
    desk.open('<p data-block="aaaa1111">Words</p>')
    desk.put_caret("p")

    desk.tool("Table").click()
    desk.page.keyboard.type("Party")
    desk.press("Tab")
    desk.page.keyboard.type("Seats")
    for tool in ("Delete column", "Delete row", "Delete row", "Add row below"):
        desk.tool(tool).click()
    desk.tool("Table caption…").click()
    desk.page.get_by_role("textbox", name="Caption", exact=True).fill("Votes & seats")
    desk.press("Enter")

    saved = with_new_ids(desk.save(), "aaaa1111")
    assert re.sub(r"<p data-block.*?</p>", "", saved).startswith(
        "<table NEW><caption>Votes &amp; seats</caption><tbody><tr>"
    )


def test_script_puts_another_text_into_the_field(desk):
    desk.open('<p data-block="aaaa1111">Words</p>')

    desk.page.evaluate(
        """const field = document.querySelector("textarea");
        field.value = '<p data-block="bbbb2222">A draft</p>';
        field.dispatchEvent(new Event("change"));"""
    )

    assert desk.text.inner_text() == "A draft"
    assert desk.value == '<p data-block="bbbb2222">A draft</p>'


def test_text_has_the_language_and_direction_of_its_edition(desk):
    desk.open("<p>سطر</p>", lang="ar", dir="rtl")

    assert desk.text.get_attribute("lang") == "ar"
    assert desk.text.evaluate("text => getComputedStyle(text).direction") == "rtl"
    assert desk.tool("Italic").count() == 0
    assert desk.tool("Bold").count() == 1


def test_tools_are_one_tab_stop_with_arrows_inside(desk):
    desk.open('<p data-block="aaaa1111">Words</p>')
    desk.select("p")

    desk.press("Shift+Tab", "End", "Home", "ArrowRight", "ArrowRight")
    focused = desk.page.evaluate("document.activeElement.getAttribute('aria-label')")
    desk.press("Enter")

    assert focused == "Bold"
    assert desk.tool("Bold").get_attribute("aria-pressed") == "true"
    assert desk.value == '<p data-block="aaaa1111"><strong>Words</strong></p>'
    desk.press("Escape")
    assert desk.text.evaluate("text => text === document.activeElement")


def test_every_tool_has_a_name_and_a_size(desk):
    desk.open('<p data-block="aaaa1111">Words</p>')

    for button in desk.page.get_by_role("toolbar").get_by_role("button").all():
        box = button.bounding_box()
        assert button.get_attribute("aria-label") not in (None, "", "undefined")
        assert (box["width"], box["height"]) == (32, 32)


def test_without_scripts_the_field_holds_the_html(desk, browser):
    desk.open(RICH)

    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(desk.address)

        assert page.locator("textarea").is_visible()
        assert page.locator("textarea").input_value() == RICH


class AnyBody:
    """Bodies at random, of all that the allow-list keeps."""

    WORDS = ["one", "two words", "قال", "北京", "a &amp; b", "x\u00a0y", "&lt;z&gt;", "<br>"]
    LINKS = ['href="https://example.org/?a=1&amp;b"', 'href="mailto:a@b.c"', 'data-article="45"']
    INLINE = ["strong", "em", "span", "sub", "sup", "cite", "code", "a"]

    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, make, most=3):
        return "".join(make() for _ in range(self.random.randint(1, most)))

    def attributes(self):
        return self.random.choice([""] * 8 + [' lang="ar"', ' dir="rtl"', ' lang="fr" dir="ltr"'])

    def words(self, inside=frozenset()):
        kind = self.random.choice([*self.INLINE, *[None] * 8])
        if kind is None or kind in inside or len(inside) > 2:
            return self.random.choice(self.WORDS)
        extra = {"a": f" {self.random.choice(self.LINKS)}", "span": ' lang="es"'}.get(kind)
        inner = self.some(lambda: self.words(inside | {kind}))
        return f"<{kind}{extra or self.attributes()}>{inner}</{kind}>"

    def inner(self, depth):
        blocks = self.some(lambda: self.block(depth + 1))
        words = self.some(self.words)
        return self.random.choice([words, blocks, words + blocks])

    def block(self, depth=0):
        deep = ["ul", "ol", "blockquote", "table"] if depth < 2 else []
        kind = self.random.choice(["p", "h2", "h3", "hr", "figure", *deep])
        start = f"<{kind}{self.attributes()}"
        match kind:
            case "hr":
                return f"{start}>"
            case "figure":
                return f'<figure data-image="{self.random.randint(1, 99)}"></figure>'
            case "ul" | "ol":
                items = self.some(lambda: f"<li{self.attributes()}>{self.inner(depth)}</li>")
                number = self.random.choice(["", ' start="3"']) if kind == "ol" else ""
                return f"{start}{number}>{items}</{kind}>"
            case "blockquote":
                return f"{start}>{self.inner(depth)}</{kind}>"
            case "table":
                return f"{start}>{self.table(depth)}</table>"
        return f"{start}>{self.some(self.words)}</{kind}>"

    def table(self, depth):
        columns = self.random.randint(1, 3)

        def row(kind="td"):
            cells = [self.random.choice([self.inner(2), ""]) for _ in range(columns)]
            return f"<tr>{''.join(f'<{kind}>{cell}</{kind}>' for cell in cells)}</tr>"

        caption = f"<caption>{self.some(self.words)}</caption>"
        head = f"<thead>{row('th')}</thead>"
        body = f"<tbody>{self.some(row)}</tbody>"
        return self.random.choice([caption, ""]) + self.random.choice([head, ""]) + body


def meaning(html):
    """What a body says: its blocks, and each character with all that is said of it."""

    def walk(element, said):
        if element.tag in AnyBody.INLINE:
            said = said | {(element.tag, *sorted(element.items()))}
        else:
            yield element.tag, sorted(element.items()), sorted(said)
        yield from ((letter, sorted(said)) for letter in element.text or "")
        for child in element:
            yield from walk(child, said)
            yield from ((letter, sorted(said)) for letter in child.tail or "")
        yield "end" if element.tag not in AnyBody.INLINE else ""

    return [said for said in walk(lxml.html.fragment_fromstring(html, "div"), frozenset()) if said]


def test_any_body_that_was_edited_everywhere_still_says_the_same(desk):
    desk.open("")
    bodies = AnyBody(seed=7)

    for _number in range(100):
        html = body.clean(bodies.some(bodies.block))
        as_read, written_anew = desk.page.evaluate(
            """async (html) => {
                const { read, write } = await import("/static/js/prose/serialize.js");
                const doc = read(html, editor.schema);
                return [write(doc), write(editor.schema.nodeFromJSON(doc.toJSON()))];
            }""",
            html,
        )

        assert as_read == html
        assert meaning(body.clean(written_anew)) == meaning(html)


def test_body_is_edited_on_the_page_of_its_article(page, live_server, client):
    console = []
    page.on("console", lambda message: console.append(message.text))
    editor = make_user(interface_language="en")
    article = make_article(by=editor, language="ar", body=RICH)
    client.force_login(editor)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in client.cookies.items()
        ]
    )

    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/?language=ar")
    text = page.locator(".prose-body")
    text.locator('[data-block="bbbb6666"]').click()
    page.keyboard.press("End")
    page.keyboard.type(" more")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()

    article.refresh_from_db()
    assert text.get_attribute("dir") == "rtl"
    assert article.body_ar == RICH.replace("Last paragraph", "Last paragraph more")
    assert not [text for text in console if "Content Security Policy" in text]


class TestEmbeds:
    VIDEO = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    EMBED = f'<figure data-embed="{VIDEO}" data-block="cccc1111">A hare</figure>'

    def dialog(self, desk):
        return desk.page.get_by_role("dialog", name=str(LABELS["embedTitle"]))

    def field(self, desk, name):
        return self.dialog(desk).locator(f"[name={name}]")

    def apply(self, desk):
        self.dialog(desk).get_by_role("button", name="Apply", exact=True).click()

    def test_a_video_is_put_into_the_text_by_keyboard_alone(self, desk):
        desk.open('<p data-block="aaaa1111">Before</p>', lang="en")
        desk.put_caret("p")

        desk.press("Enter")
        desk.tool("Video or post…").focus()
        desk.press("Enter")
        desk.page.keyboard.type("https://youtu.be/aqz-KE-bpKQ?t=3")
        hint = self.dialog(desk).get_by_role("status").text_content()
        desk.press("Tab")
        desk.page.keyboard.type("A hare")
        desk.page.evaluate(FRAMES_HELD)
        desk.page.keyboard.press("Enter")
        desk.wait_until_answered()
        desk.page.keyboard.type("After")

        assert hint == "Video from YouTube"
        assert with_new_ids(desk.save(), "aaaa1111") == (
            f'<p data-block="aaaa1111">Before</p><figure NEW data-embed="{self.VIDEO}">A hare'
            "</figure><p NEW>After</p>"
        )

    def test_what_is_missing_or_not_on_the_list_is_said_beside_its_field(self, desk):
        desk.open("", lang="ar", dir="rtl")
        desk.tool("Video or post…").click()

        self.field(desk, "address").fill("https://youtu.be.evil.example/aqz-KE-bpKQ")
        self.apply(desk)
        refused = self.dialog(desk).locator("#embed-address-note").text_content()
        focused = desk.page.evaluate("document.activeElement.name")
        self.field(desk, "address").fill("https://youtu.be/aqz-KE-bpKQ")
        self.apply(desk)
        untitled = self.dialog(desk).locator("#embed-title-note").text_content()
        self.field(desk, "title").fill("أرنب")
        self.field(desk, "image").fill("seven")
        self.apply(desk)
        no_number = self.dialog(desk).locator("#embed-image-note").text_content()

        assert refused.startswith("“https://youtu.be.evil.example/aqz-KE-bpKQ” cannot be shown")
        assert focused == "address"
        assert untitled == str(LABELS["embedUntitled"])
        assert no_number == str(LABELS["embedNoNumber"])
        assert self.field(desk, "title").get_attribute("dir") == "rtl"
        assert desk.value == ""

    def test_one_that_is_selected_is_changed_or_deleted(self, desk):
        desk.open(f'<p data-block="aaaa1111">One</p>{self.EMBED}<p data-block="bbbb2222">Two</p>')
        figure = desk.text.locator("figure")
        assert "Video from YouTube" in figure.text_content()

        figure.click()
        desk.tool("Video or post…").click()
        self.field(desk, "title").fill("Another hare")
        self.field(desk, "image").fill("7")
        self.apply(desk)
        desk.wait_until_answered()
        changed = desk.value
        desk.press("Delete")

        assert changed == (
            '<p data-block="aaaa1111">One</p><figure data-block="cccc1111"'
            f' data-embed="{self.VIDEO}" data-image="7">Another hare</figure>'
            '<p data-block="bbbb2222">Two</p>'
        )
        assert desk.save() == '<p data-block="aaaa1111">One</p><p data-block="bbbb2222">Two</p>'

    def paste_words(self, desk, words):
        desk.page.evaluate(
            """words => {
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/plain", words);
                const paste = { clipboardData, bubbles: true, cancelable: true };
                document.querySelector(".prose-body").dispatchEvent(
                    new ClipboardEvent("paste", paste));
            }""",
            words,
        )

    def test_an_address_pasted_into_an_empty_line_is_offered_and_else_stays_as_a_link(self, desk):
        desk.open("")
        desk.text.focus()

        self.paste_words(desk, "https://youtu.be/aqz-KE-bpKQ")
        offered = self.field(desk, "address").input_value()
        desk.press("Escape")
        self.dialog(desk).wait_for(state="detached")

        assert offered == "https://youtu.be/aqz-KE-bpKQ"
        assert with_new_ids(desk.save()) == (
            '<p NEW><a href="https://youtu.be/aqz-KE-bpKQ">https://youtu.be/aqz-KE-bpKQ</a></p>'
        )

    @pytest.mark.parametrize(
        "words", ["https://example.org/aqz-KE-bpKQ", "See https://youtu.be/aqz-KE-bpKQ"]
    )
    def test_other_words_are_pasted_as_ever(self, desk, words):
        desk.open("")
        desk.text.focus()

        self.paste_words(desk, words)

        assert desk.page.get_by_role("dialog").count() == 0
        assert with_new_ids(desk.save()) == f"<p NEW>{words}</p>"

    def test_python_and_the_browser_know_the_same_addresses(self, desk):
        desk.open("")
        cases = [*(copied.strip() for copied, *_ in ADDRESSES), *REFUSED]

        known = desk.page.evaluate(
            """cases => {
                const { providers } = window.editor.storage.embed;
                return cases.map((address) =>
                    providers.some(({ pattern }) =>
                        new RegExp(`^(?:${pattern})$`, "i").test(address)));
            }""",
            cases,
        )

        # One too long is left to the server.
        assert known == [bool(embeds.find(address)) or len(address) > 2000 for address in cases]
