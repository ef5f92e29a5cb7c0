"""The one allow-list for the HTML of bodies, and the ids of their blocks.

``clean`` is what a body passes on every way into the database (see ``articles.fields``).
"""

import re
import secrets
from html import escape
from urllib.parse import urlsplit

import lxml.html
import nh3
from django.conf import settings

import languages
from articles import embeds
from languages.slugs import ROUTE_WORDS, YEAR
from languages.text import plain

BLOCKS = {"p", "h2", "h3", "li", "blockquote", "figure", "table"}
TEXT_BLOCKS = {"p", "h2", "h3"}  # of these, which hold words and no other block
INLINE = {"a", "strong", "em", "span", "br", "sub", "sup", "cite", "code"}
CONTAINERS = {"ul", "ol", "hr", "caption", "thead", "tbody", "tr", "th", "td"}
# What editors of other programs write, and what we call it.
RENAMED = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em"}

ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "data-article"},
    "figure": {"data-image", "data-embed"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
for _block in BLOCKS:
    ATTRIBUTES.setdefault(_block, set()).add("data-block")
URL_SCHEMES = {"http", "https", "mailto", "tel"}
VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z"),
    "dir": re.compile(r"(ltr|rtl|auto)\Z"),
    "data-block": re.compile(r"[a-z0-9]{4,16}\Z"),
    "data-article": re.compile(r"[1-9][0-9]{0,17}\Z"),
    "data-image": re.compile(r"[1-9][0-9]{0,17}\Z"),
    "start": re.compile(r"[0-9]{1,4}\Z"),
    "colspan": re.compile(r"[1-9][0-9]?\Z"),
    "rowspan": re.compile(r"[1-9][0-9]?\Z"),
    "scope": re.compile(r"(row|col)\Z"),
}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
A_MONTH = rf"{YEAR}/[0-9]+/?\Z"  # whose days have stories
OUR_ARTICLE = re.compile(rf"/([a-z-]+)/(?!{A_MONTH})([^/]+)/(?:[^/]*-)?([1-9][0-9]{{0,17}})/?\Z")
DEEPEST = 64  # elements within elements; no text is, and parsers give up some way beyond

# Refuses no depth by itself: it would lose the words without a sign.
_parser = lxml.html.HTMLParser(huge_tree=True)

_cleaner = nh3.Cleaner(
    tags=BLOCKS | INLINE | CONTAINERS | set(RENAMED) | {"div"},
    attributes=ATTRIBUTES,
    attribute_filter=lambda tag, name, value: value if _is_sane(name, value) else None,
    url_schemes=URL_SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def clean(html):
    """The HTML that may be stored: allowed elements, every block with an id of its own.

    Idempotent. Scripts, styles, handlers and foreign addresses of any other kind than links are
    gone; loose text becomes paragraphs; a link to one of our stories becomes a reference to it.
    """
    cleaned = _cleaner.clean(CONTROLS.sub("", html or ""))
    root = parse(CONTROLS.sub("", cleaned))  # once more: they also come as references
    _resolve_divisions(root)
    for element in root.iter():
        element.tag = RENAMED.get(element.tag, element.tag)
    _free_blocks(root)
    _settle_figures(root)
    _refer_to_our_articles(root)
    _drop_empty_words(root)
    _wrap_loose_text(root)
    if any(sum(1 for _ in element.iterancestors()) > DEEPEST for element in root.iter()):
        return clean(escape(plain(cleaned)))  # the words at least
    _give_ids(root)
    return serialize(root)


def parse(html):
    """The elements of a stored body under one ``div``."""
    return lxml.html.fragment_fromstring(html, create_parent="div", parser=_parser)


def serialize(root):
    for item in root.iter("li"):
        if not len(item):
            item.text = item.text or ""  # or libxml2 leaves out the end of an empty item
    start = escape(root.text, quote=False) if root.text else ""
    return start + "".join(lxml.html.tostring(child, encoding="unicode") for child in root)


def image_ids(html):
    """The ids of the images that a body's figures refer to, in order, each once."""
    return _references(html, "figure", "data-image")


def embed_titles(html):
    """Address and title of each video or post of another site that a body shows, in order."""
    if "data-embed" not in (html or ""):
        return []
    figures = parse(html).iter("figure")
    return [
        (figure.get("data-embed"), figure.text or "")
        for figure in figures
        if figure.get("data-embed")
    ]


def article_ids(html):
    """The ids of the articles that a body links to, in order, each once."""
    return _references(html, "a", "data-article")


def _references(html, tag, attribute):
    if attribute not in (html or ""):
        return []
    found = (element.get(attribute) for element in parse(html).iter(tag))
    return list(dict.fromkeys(int(value) for value in found if value))


def _is_sane(name, value):
    return name not in VALUES or bool(VALUES[name].match(value))


def _resolve_divisions(root):
    """A ``div``, or an item outside a list, that holds blocks falls away; else a paragraph."""
    for tag in ("div", "li"):
        for element in reversed(list(root.iter(tag))):
            if element is root:
                continue
            if element.getparent().tag in {"ul", "ol"}:
                element.tag = "li"
            elif all(child.tag in INLINE for child in element):
                element.tag = "p"
            else:
                element.drop_tag()


def _free_blocks(root):
    """Unwrap words that hold blocks, as other programs paste them: a parser would part them."""
    for element in list(root.iter(*BLOCKS, *CONTAINERS)):
        for ancestor in list(element.iterancestors(*INLINE, *TEXT_BLOCKS)):
            ancestor.drop_tag()


def _refer_to_our_articles(root):
    for link in list(root.iter("a")):
        article_id = _our_article(link.get("href", ""))
        if article_id:
            link.set("data-article", article_id)
        if link.get("data-article"):
            link.attrib.pop("href", None)
        elif not link.get("href"):
            link.drop_tag()


def _our_article(href):
    """The id in an address of one of our stories, or None."""
    address = urlsplit_or_none(href)
    if not address or address.scheme not in ("", "http", "https"):
        return None
    if address.netloc not in ("", urlsplit(settings.SITE_URL).netloc):
        return None
    match = OUR_ARTICLE.match(address.path)
    if not match or match[1] not in languages.codes() or match[2] in ROUTE_WORDS:
        return None
    return match[3]


def urlsplit_or_none(address):
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _settle_figures(root):
    """A figure holds nothing, or the title of its embed; one that shows neither falls away."""
    for figure in reversed(list(root.iter("figure"))):
        words = " ".join(" ".join(figure.itertext()).split())
        address = figure.get("data-embed")
        embed = embeds.find(address)
        if embed:
            figure.set("data-embed", embed.address)
        elif address is not None:
            del figure.attrib["data-embed"]
            _put_link_before(figure, address, words)
        if embed or figure.get("data-image"):
            for child in list(figure):
                figure.remove(child)
            figure.text = (words or None) if embed else None
        elif address is not None:
            figure.drop_tree()
        else:
            figure.drop_tag()


def _put_link_before(figure, address, words):
    """What is not on the list of embeds keeps its words and its address."""
    if not words and not address:
        return
    paragraph = lxml.html.Element("p")
    for name in ("lang", "dir"):
        if figure.get(name):
            paragraph.set(name, figure.get(name))
    if _is_web_address(address):
        link = lxml.html.Element("a", href=address)
        link.text = words or address
        paragraph.append(link)
    else:
        paragraph.text = words or address
    figure.addprevious(paragraph)


def _is_web_address(address):
    link = f'<a href="{escape(address)}">x</a>'
    return address.startswith(("http://", "https://")) and _cleaner.clean(link) == link


def _drop_empty_words(root):
    """Drop words without a letter, and spans that say nothing about theirs."""
    for element in reversed(list(root.iter(*INLINE - {"br"}))):
        is_empty = not element.text and not len(element)
        if is_empty or (element.tag == "span" and not element.attrib):
            element.drop_tag()


def _wrap_loose_text(root):
    """Put text and inline elements that stand between blocks into paragraphs."""
    parts = [(None, root.text)]
    for child in list(root):
        parts += [(child, None), (None, child.tail)]
        child.tail = None
        root.remove(child)
    root.text, paragraph = None, None
    for element, text in parts:
        if element is not None and element.tag not in INLINE:
            root.append(element)
            paragraph = None
        elif element is not None or (text and (text.strip() or paragraph is not None)):
            if paragraph is None:
                paragraph = lxml.html.Element("p")
                root.append(paragraph)
            if element is not None:
                paragraph.append(element)
            elif len(paragraph):
                paragraph[-1].tail = (paragraph[-1].tail or "") + text
            else:
                paragraph.text = (paragraph.text or "") + text


def _give_ids(root):
    taken = set()
    for element in root.iter(*BLOCKS):
        block = element.get("data-block")
        if not block or block in taken:
            block = new_block_id()
            element.set("data-block", block)
        taken.add(block)


def new_block_id():
    return secrets.token_hex(4)
