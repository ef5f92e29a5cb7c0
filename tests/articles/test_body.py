import random
import re
from html.parser import HTMLParser

import pytest

from articles import body, embeds

BLOCK_ID = re.compile(r' data-block="[a-z0-9]{8}"')


def clean(html):
    """As stored, without the ids that blocks were given by chance."""
    return BLOCK_ID.sub("", body.clean(html))


def block_ids(html):
    return [element.get("data-block") for element in body.parse(html).iter(*body.BLOCKS)]


# --- The allow-list ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<p>Un <strong>deux</strong> <em>trois</em><br>quatre</p>",
        "<h2>Titre</h2><h3>Sous-titre</h3>",
        '<ul><li><p>Un</p></li></ul><ol start="3"><li>Deux</li></ol>',
        "<blockquote><p>Dit-elle</p></blockquote><hr>",
        '<table><tbody><tr><th scope="row">A</th><td colspan="2">B</td></tr></tbody></table>',
        '<p><a href="https://example.org/?a=1&amp;b=2">lien</a> <a href="mailto:a@b.org">m</a></p>',
        "<p>H<sub>2</sub>O, x<sup>2</sup>, <cite>Le Monde</cite>, <code>a &lt; b</code></p>",
        '<figure data-image="12"></figure>',
    ],
)
def test_what_a_body_may_hold_stays_as_it_is(html):
    assert clean(html) == html


def test_language_and_direction_survive_on_every_element():
    html = (
        '<p lang="ar" dir="rtl">قال <span lang="fr" dir="ltr">bonjour</span></p>'
        '<blockquote lang="zh-Hans" dir="auto"><p>议会</p></blockquote>'
    )

    assert clean(html) == html


@pytest.mark.parametrize("attribute", ['lang="\'x"', 'dir="up"', 'lang="a b"', 'dir="rtl;x"'])
def test_a_language_or_direction_that_is_none_is_left_out(attribute):
    assert clean(f"<p {attribute}>Un</p>") == "<p>Un</p>"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        pytest.param("<h1>Titre</h1><h5>x</h5>", "<h2>Titre</h2><h3>x</h3>", id="headings"),
        pytest.param("<p><b>a</b><i>b</i></p>", "<p><strong>a</strong><em>b</em></p>", id="b, i"),
        pytest.param("Un<br>deux", "<p>Un<br>deux</p>", id="loose text"),
        pytest.param("<p>Un</p>deux <em>3</em><p>4</p>", "<p>Un</p><p>deux <em>3</em></p><p>4</p>",
                     id="loose text between blocks"),
        pytest.param("<div>Un</div><div><p>Deux</p></div>", "<p>Un</p><p>Deux</p>", id="div"),
        pytest.param("<li>Un</li>", "<p>Un</p>", id="an item outside a list"),
        pytest.param("<ul><div>Un</div><li></li></ul>", "<ul><li>Un</li><li></li></ul>",
                     id="items that are none"),
        pytest.param("<p>Un<em></em><a href='/x'></a></p>", "<p>Un</p>", id="empty words"),
        pytest.param('<b id="docs-internal"><p>Un</p><p>Deux</p></b>', "<p>Un</p><p>Deux</p>",
                     id="pasted from Google Docs"),
        pytest.param(
            '<p class="MsoNormal"><span style="color:red">Un<o:p></o:p></span></p>',
            "<p>Un</p>",
            id="pasted from Word",
        ),
        pytest.param("<p>Un<script>alert(1)</script><style>p{}</style></p>", "<p>Un</p>",
                     id="script and style"),
        pytest.param("<p onclick='x()' style='color:red' class='a' id='b'>Un</p>", "<p>Un</p>",
                     id="handlers, styles, classes, ids"),
        pytest.param("<p>Un<!-- deux --></p>", "<p>Un</p>", id="comments"),
        pytest.param('<p>Un</p><img src="https://tracker.example/1.gif">', "<p>Un</p>",
                     id="pictures from elsewhere"),
        pytest.param("<iframe src=x></iframe><form><input></form><p>Un</p>", "<p>Un</p>",
                     id="frames and forms"),
        pytest.param("<figure><figcaption>Légende</figcaption></figure>", "<p>Légende</p>",
                     id="a figure of no image"),
        pytest.param('<figure data-image="3"><img src="x">Un</figure>',
                     '<figure data-image="3"></figure>', id="what a figure holds"),
        pytest.param("<p>a\x00b\x0bc&#1;d&#xD800;e\ufffe</p>", "<p>abcd\ufffde</p>",
                     id="control characters"),
        pytest.param("", "", id="nothing"),
        pytest.param(None, "", id="None"),
    ],
)  # fmt: skip
def test_anything_else_becomes_what_a_body_may_hold(html, stored):
    assert clean(html) == stored


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "jav&#x09;ascript:alert(1)",
        "jav\nascript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#14; javascript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        "",
    ],
)
def test_a_link_that_leads_to_no_page_becomes_plain_words(address):
    assert clean(f'<p><a href="{address}">mots</a></p>') == "<p>mots</p>"


def test_words_nested_deeper_than_any_text_are_kept():
    html = "<blockquote>" * 1000 + "mots" + "</blockquote>" * 1000

    assert clean(html) == "<p>mots</p>"


# --- Nasty inputs ------------------------------------------------------------------------

TAGS = [
    *sorted(body.BLOCKS | body.INLINE | body.CONTAINERS | set(body.RENAMED)),
    "annotation-xml", "base", "body", "desc", "div", "embed", "figcaption", "foreignObject", "form",
    "frameset", "head", "html", "iframe", "img", "link", "math", "meta", "mglyph", "mtext",
    "noscript", "object", "option", "plaintext", "pre", "script", "select", "style", "svg",
    "template", "textarea", "title", "xmp",
]  # fmt: skip
ATTRIBUTES = [
    'href="javascript:alert(1)"',
    'href="jav&#x09;ascript:alert(1)"',
    'href=" &#14; javascript:alert(1)"',
    'href="data:text/html,<script>alert(1)</script>"',
    'href="https://example.org/?a>b&c=\'d"',
    'href="/fr/monde/x-12/"',
    'xlink:href="javascript:x"',
    'onclick="x()"',
    "onerror=alert(1)",
    'style="background:url(javascript:x)"',
    "src=x",
    'srcdoc="<script>alert(1)</script>"',
    'formaction="javascript:x"',
    'data-block="abcd"',
    'data-block="ABC"',
    'data-image="3"',
    'data-image="x"',
    'data-embed="https://youtu.be/aqz-KE-bpKQ?t=3"',
    'data-embed="https://youtu.be@evil.example/aqz-KE-bpKQ"',
    'data-embed="javascript:alert(1)"',
    'data-embed="http://testserver/fr/monde/x-12/"',
    'data-article="7"',
    'lang="ar"',
    'lang="\\"><script>"',
    'dir="rtl"',
    'colspan="2"',
    'start="3"',
    f'class="{"x" * 3000}"',
]
PIECES = [
    "mots", " ", "\n", "\r\n", "\t", "<", "&", "&amp;", "&nbsp;", "é", "\u2028", "\x85",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "\x00", "\x0b", "\ud800", "\ufffe", "\u202e",
    "&#0;", "&#1;", "&#13;", "&#x85;", "&#xD800;", "&#x1F600;", "<!--x-->", "<![CDATA[x]]>",
    "<!-- --!><img src=x onerror=alert(1)>", "]]>", "<?php x ?>", "</p>", "</div>", "</", "<a",
    '">', "--><script>alert(1)</script>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img onerror=x&gt;">',
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    '<select><template><style><!--</style><a rel="--></style></template></select><img src=x>">',
]  # fmt: skip


def nasty(generator):
    """Markup as nobody would write it: nested, crossed, unclosed."""
    parts, unclosed = [], []
    for _ in range(generator.randint(1, 14)):
        chance = generator.random()
        if chance < 0.5:
            tag = generator.choice(TAGS)
            attributes = generator.choices(ATTRIBUTES, k=generator.choice([0, 0, 1, 2]))
            parts.append(f"<{tag} {' '.join(attributes)}>")
            unclosed.append(tag)
        elif chance < 0.8:
            parts.append(generator.choice(PIECES))
        elif unclosed:
            parts.append(f"</{unclosed.pop(generator.randrange(len(unclosed)))}>")
    if generator.random() < 0.5:
        parts += [f"</{tag}>" for tag in reversed(unclosed)]
    return "".join(parts)


class Markup(HTMLParser):
    """What a browser would act on; of another make than the sanitiser's parser."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_comment(self, data):
        self.elements.append(("comment", {}))

    handle_decl = handle_pi = unknown_decl = handle_comment


HARMLESS = {"lang", "dir", "href", "start", "colspan", "rowspan", "scope"}
HARMLESS |= {"data-block", "data-image", "data-article", "data-embed"}


@pytest.mark.parametrize("part", range(10))
def test_of_nasty_input_nothing_is_left_that_a_browser_acts_on_and_a_second_pass_changes_nothing(
    part,
):
    for seed in range(part * 300, part * 300 + 300):
        html = nasty(random.Random(seed))

        stored = body.clean(html)

        assert body.clean(stored) == stored, (seed, html)
        for tag, attributes in Markup(stored).elements:
            assert tag in body.BLOCKS | body.INLINE | body.CONTAINERS, (seed, html)
            assert attributes.keys() <= HARMLESS, (seed, html)
            scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z+.-]+):", attributes.get("href") or "")
            assert not scheme or scheme[1].lower() in body.URL_SCHEMES, (seed, html)
            if address := attributes.get("data-embed"):
                assert embeds.find(address).address == address, (seed, html)


# --- Blocks ------------------------------------------------------------------------------


def test_every_block_is_given_an_id_and_no_two_the_same():
    html = (
        "<h2>Un</h2><p>Deux</p><ul><li>Trois</li></ul><blockquote><p>Quatre</p></blockquote>"
        '<figure data-image="3"></figure><table><tbody><tr><td>5</td></tr></tbody></table>'
    )

    ids = block_ids(body.clean(html))

    assert len(ids) == 7
    assert all(re.fullmatch(r"[a-z0-9]{4,16}", block) for block in ids)
    assert len(set(ids)) == 7


def test_ids_are_kept():
    html = '<h2 data-block="aaaa">Un</h2><p data-block="bbbb">Deux</p>'

    assert body.clean(html) == html


def test_a_doubled_id_is_kept_by_the_first_block_alone():
    html = '<p data-block="aaaa">Un</p><p data-block="aaaa">Deux</p><p data-block="bbbb">3</p>'

    first, second, third = block_ids(body.clean(html))

    assert (first, third) == ("aaaa", "bbbb")
    assert second not in {"aaaa", "bbbb"}


@pytest.mark.parametrize("bad", ["", "abc", "ABCD", "a" * 17, "<b>", "a b"])
def test_an_id_that_is_none_is_replaced(bad):
    [block] = block_ids(body.clean(f'<p data-block="{bad}">Un</p>'))

    assert block != bad
    assert re.fullmatch(r"[a-z0-9]{8}", block)


# --- References --------------------------------------------------------------------------


def test_images_are_listed_in_order_each_once():
    html = "".join(f'<figure data-image="{pk}"></figure>' for pk in (7, 3, 7))

    assert body.image_ids(html) == [7, 3]
    assert body.image_ids("<p>data-image</p>") == body.image_ids("") == body.image_ids(None) == []


def test_linked_articles_are_listed_in_order_each_once():
    html = "".join(f'<p><a data-article="{pk}">mots</a></p>' for pk in (7, 3, 7))

    assert body.article_ids(html) == [7, 3]


@pytest.mark.parametrize(
    "address",
    [
        "/fr/monde/le-titre-12/",
        "/ar/العالم/عنوان-12/",
        "/zh-hans/%E4%B8%96%E7%95%8C/%E8%AE%AE-12/",
        "/fr/monde/12/",
        "/fr/monde/covid-19-12/",
        "/fr/monde/le-titre-12",
        "/fr/monde/le-titre-12/?from=home#comments",
        "http://testserver/fr/monde/le-titre-12/",
        "//testserver/fr/monde/le-titre-12/",
    ],
)
def test_a_link_to_a_story_of_ours_becomes_a_reference(address):
    assert clean(f'<p><a href="{address}">mots</a></p>') == '<p><a data-article="12">mots</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/fr/monde/le-titre-12/",
        "/fr/topics/covid-19/",
        "/fr/authors/agent-7/",
        "/fr/search/?q=12",
        "/fr/alerts/12/",
        "/fr/2026/12/",
        "/fr/2026/12",
        "/fr/monde/",
        "/fr/monde/le-titre/",
        "/de/welt/der-titel-12/",
        "/admin/articles/12/",
        "mailto:/fr/monde/le-titre-12/",
        "http://[/fr/monde/le-titre-12/",
    ],
)
def test_a_link_to_anything_else_does_not(address):
    assert "data-article" not in clean(f'<p><a href="{address}">mots</a></p>')


@pytest.mark.parametrize("bad", ["0", "-1", "1.5", "x", "9" * 19, ""])
def test_a_reference_to_what_cannot_be_is_left_out(bad):
    html = f'<p><a data-article="{bad}">mots</a></p><figure data-image="{bad}"></figure>'

    assert clean(html) == "<p>mots</p>"
