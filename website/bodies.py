"""A published body as its page shows it: what the page adds to it is added when it is made.

So bodies that were published long ago have it too.
"""

import re

import lxml.html
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import languages
from articles.body import parse, serialize
from articles.models import Article
from languages import reading
from languages.text import spaced

FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
# A sign, a currency, digits as any language groups them, a unit of a few letters.
NUMBER = re.compile(r"[+\-−–±≈<>]?\s?[€$£¥₽]?\s?\d[\d\s.,:/'’٫٬]*[^\d\s]{0,4}")
NOTHING = {"", "-", "–", "—", "…"}
HOLDERS = {"ul", "ol", "li", "blockquote"}  # blocks that may hold the last words in another block
WORDED = {"p", "h2", "h3"} | HOLDERS
ALIGNED = {"li", "td", "th"}


def of_story(html, *, kind, dateline=""):
    """The body of a story: its dateline run in, a dot after its last word, what its kind asks for.

    An explainer that begins with a list has it as its points, ahead of the dateline; paragraphs of
    an interview that are wholly bold are its questions.
    """
    root = parse(html)
    first = next(iter(root), None)
    if kind == Article.Kind.EXPLAINER and first is not None and first.tag in {"ul", "ol"}:
        _set_apart(first)
    if dateline:
        _run_in(dateline, root)
    if kind == Article.Kind.INTERVIEW:
        for paragraph in root.findall("p"):
            if _is_question(paragraph):
                paragraph.set("class", "question")
    _close(root)
    return _completed(root)


def of_page(html):
    """The body of a static page."""
    return _completed(parse(html))


def minutes(html, language):
    """How long the words of a story take to read, as the desk counts them: without captions."""
    return reading.minutes(reading.length(FIGURE.sub("", html)), language)


def credited(credit):
    """Who is to be named for a picture, in the language of the page, as HTML.

    A credit that tells by itself what it is (``Drawing: Ines Duarte``) stands as it is. Either
    may run in another direction than the page.
    """
    if not credit:
        return ""
    isolated = format_html("<bdi>{}</bdi>", credit)
    if ":" in credit or "：" in credit:
        return isolated
    return format_html(_("Picture: %(credit)s") % {"credit": "{}"}, isolated)


def _completed(root):
    _direct(root, languages.direction(get_language()))
    for figure in root.iter("figure"):
        if "data-alt" in figure.attrib:  # one with a picture, as articles.rendering writes them
            for caption in figure.iter("figcaption"):
                _credit(caption)
    tables = [table for table in root.iter("table") if not any(table.iterancestors("table"))]
    for number, table in enumerate(tables, start=1):
        _align_numbers(table)
        _wrap(table, number)
    return serialize(root)


def _direct(element, around):
    """Tell how words in another language run, where that differs from what stands around them.

    But for what stands in line with others: an item, whose mark is beside theirs, and a cell.
    """
    running = element.get("dir")
    if not running and element.get("lang") and element.tag not in ALIGNED:
        running = languages.direction_of_tag(element.get("lang"))
        if running and running != around:
            element.set("dir", running)
    for child in element:
        _direct(child, running or around)


def _credit(caption):
    """Say of the name at the end of a caption, if there is one, what it is."""
    for name in caption.findall("small"):
        said = lxml.html.fragment_fromstring(credited(name.text), create_parent="small")
        caption.replace(name, said)
        caption.text = spaced(caption.text or "")


def _set_apart(points):
    """Put the list into a box with a heading."""
    box, heading = _element("div", "points"), _element("h2", "points__title")
    heading.text = _("In short")
    points.getparent().replace(points, box)
    box.append(heading)
    box.append(points)


def _run_in(dateline, root):
    """Begin the first paragraph with the dateline; one of its own where another block is first."""
    ahead = 1 if len(root) and root[0].get("class") == "points" else 0
    if len(root) > ahead and root[ahead].tag == "p":
        paragraph = root[ahead]
    else:
        paragraph = lxml.html.Element("p")
        root.insert(ahead, paragraph)
    line = _element("span", "dateline")
    line.text, line.tail, paragraph.text = dateline, f" {paragraph.text or ''}", None
    paragraph.insert(0, line)


def _is_question(paragraph):
    loose = [paragraph.text, *(child.tail for child in paragraph)]
    return (
        len(paragraph) > 0
        and all(child.tag in {"strong", "br"} for child in paragraph)
        and not any(text and text.strip() for text in loose)
    )


def _close(root):
    """Mark the end of the last words; none where a figure or a table is last."""
    blocks = (block for block in reversed(root) if block.tag == "figure" or _says(block))
    last = next(blocks, None)
    while last is not None and last.tag in HOLDERS and len(last) and last[-1].tag in WORDED:
        last = last[-1]
    if last is not None and last.tag in WORDED:
        if len(last) and _is_source(last[-1]):
            last = last[-1]
        last.append(_element("span", "end"))


def _is_source(element):
    """Whether it ends a quotation by saying whose it is, on a line of its own."""
    is_last = element.tag == "cite" and not (element.tail or "").strip()
    return is_last and next(element.iterancestors("blockquote"), None) is not None


def _says(block):
    return bool(block.text_content().strip())


def _wrap(table, number):
    """Put a table into a region that scrolls by itself, and by keyboard, named by its caption."""
    region = _element("div", "table")
    region.attrib.update({"role": "region", "tabindex": "0"})
    caption = table.find("caption")
    if caption is not None and _says(caption):
        caption.set("id", f"table-{number}")
        region.set("aria-labelledby", f"table-{number}")
    else:
        region.set("aria-label", _("Table"))
    region.tail, table.tail = table.tail, None
    table.getparent().replace(table, region)
    region.append(table)


def _align_numbers(table):
    """Mark the columns of a simple table that hold numbers, with their heads.

    Not the first, which says what a row is about, be it a year.
    """
    if table.xpath(".//*[@colspan or @rowspan]"):
        return
    columns = {}
    for row in table.iter("tr"):
        for place, cell in enumerate([*row.iterchildren("th", "td")][1:]):
            columns.setdefault(place, []).append(cell)
    for cells in columns.values():
        said = [cell.text_content().strip() for cell in cells if cell.tag == "td"]
        said = [words for words in said if words not in NOTHING]
        if said and all(NUMBER.fullmatch(words) for words in said):
            for cell in cells:
                cell.set("class", "number")


def _element(tag, name):
    return lxml.html.Element(tag, {"class": name})
