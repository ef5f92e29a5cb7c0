"""A body as readers get it: references resolved for one language, block ids gone.

In two steps. What is published holds the words of its figures, as they were; which files show
the picture is filled in when a page is made, for they may be made after the story is published.
"""

import itertools
import re
from html import unescape

import lxml.html
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles import addresses, body, embeds
from images.models import Image
from languages.columns import column

# A figure as render_body wrote it, with the quotes that libxml2 takes. Nothing else writes
# data-alt, and body.clean lets none pass.
FIGURE = re.compile(
    r'<figure data-image="(?P<image>[1-9][0-9]*)"'
    r""" data-alt=(?P<quote>["'])(?P<alt>.*?)(?P=quote)>(?P<words>.*?)</figure>""",
    re.DOTALL,
)
# A video or post of another site, likewise. Its address is one of the list's own and has no quotes.
EMBED = re.compile(
    r'<figure data-embed="[^"]+"(?: data-image="(?P<image>[1-9][0-9]*)")?.*?</figure>', re.DOTALL
)


def render_body(html, language, at):
    """The HTML of a stored body for readers of a language, as of a moment. Two queries at most.

    A figure gets its alternative text, caption and credit, and ``with_pictures`` adds what it
    shows, also of an embed; a link to one of our stories leads to it in the same language, or is
    plain words where it is not live there.
    """
    root = body.parse(html)
    paths = addresses.live_paths(body.article_ids(html), language, at)
    for link in list(root.iter("a")):
        article_id = link.attrib.pop("data-article", None)
        if article_id is None:
            continue
        if int(article_id) in paths:
            link.set("href", paths[int(article_id)])
        else:
            link.drop_tag()
    _render_figures(root, body.image_ids(html), language)
    for element in root.iter():
        element.attrib.pop("data-block", None)
    return body.serialize(root)


def _render_figures(root, image_ids, language):
    alt, caption = column("alt_text", language), column("caption", language)
    images = Image.objects.rewrite(False).only(alt, caption, "credit", "is_decorative")
    images = images.in_bulk(image_ids) if image_ids else {}
    for figure in list(root.iter("figure")):
        image = images.get(int(figure.get("data-image") or 0))
        if figure.get("data-embed"):
            _freeze_embed(figure, image, alt)
            continue
        if image is None:
            figure.drop_tree()
            continue
        markup = render_to_string(
            "components/figure.html",
            {
                "image_id": image.pk,
                "alt": "" if image.is_decorative else getattr(image, alt) or "",
                "caption": getattr(image, caption) or "",
                "credit": image.credit,
            },
        )
        rendered = lxml.html.fragment_fromstring(markup.strip())
        rendered.tail = figure.tail
        figure.getparent().replace(figure, rendered)


def figure_ids(html):
    """The ids of the images whose pictures ``with_pictures`` will want."""
    found = [*FIGURE.finditer(html), *EMBED.finditer(html)]
    return [int(figure["image"]) for figure in found if figure["image"]]


def with_pictures(html, found):
    """A rendered body with the pictures of its figures, from ``images.renditions.pictures``.

    A figure whose picture is still being made is left out; an embed shows without one. In the
    active language. No query.
    """
    html = _with_embeds(html, found)

    def filled(figure):
        picture = found.get(int(figure["image"]))
        if picture is None:
            return ""
        context = {"picture": picture, "alt": unescape(figure["alt"])}
        shown = render_to_string("components/figure_picture.html", context)
        return f"<figure>{shown.strip()}{figure['words']}</figure>"

    return mark_safe(FIGURE.sub(filled, html))


# --- Embeds ------------------------------------------------------------------------------


def _freeze_embed(figure, image, alt):
    """What is published of an embed: its address and title, and the words of its still."""
    said = {"data-embed": figure.get("data-embed")}
    if image:
        words = "" if image.is_decorative else getattr(image, alt) or ""
        said |= {"data-image": str(image.pk), "data-alt": words, "data-credit": image.credit}
    said |= {name: figure.get(name) for name in ("lang", "dir") if figure.get(name)}
    figure.attrib.clear()
    figure.attrib.update(said)


def _still(picture, embed):
    if picture and embed and embed.provider.shape != embeds.TALL:
        return picture.wide
    return picture


def _with_embeds(html, found):
    """Each embed as a still with a button; as a link where the list has it no more."""
    numbers = itertools.count(1)

    def filled(match):
        figure = lxml.html.fragment_fromstring(match[0])
        address = figure.get("data-embed")
        embed = embeds.find(address)
        context = {
            "number": next(numbers),
            "embed": embed,
            "path": embed and addresses.embed_path(get_language(), embed),
            "address": address,
            "title": figure.text or "",
            "lang": figure.get("lang"),
            "dir": figure.get("dir"),
            "picture": _still(found.get(int(figure.get("data-image") or 0)), embed),
            "alt": figure.get("data-alt"),
            "credit": figure.get("data-credit"),
        }
        return render_to_string("components/embed.html", context).strip()

    return EMBED.sub(filled, html)
