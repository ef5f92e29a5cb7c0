"""A body as readers get it: references resolved for one language, block ids gone.

In two steps. What is published holds the words of its figures, as they were; which files show
the picture is filled in when a page is made, for they may be made after the story is published.
"""

import re
from html import unescape

import lxml.html
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles import addresses, body
from images.models import Image
from languages.columns import column

# A figure as render_body wrote it, with the quotes that libxml2 takes. Nothing else writes
# data-alt, and body.clean lets none pass.
FIGURE = re.compile(
    r'<figure data-image="(?P<image>[1-9][0-9]*)"'
    r""" data-alt=(?P<quote>["'])(?P<alt>.*?)(?P=quote)>(?P<words>.*?)</figure>""",
    re.DOTALL,
)


def render_body(html, language, at):
    """The HTML of a stored body for readers of a language, as of a moment. Two queries at most.

    A figure gets its alternative text, caption and credit, and ``with_pictures`` adds what it
    shows; a link to one of our stories leads to it in the same language, or is plain words where
    it is not live there.
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
    if not image_ids:
        return
    alt, caption = column("alt_text", language), column("caption", language)
    images = Image.objects.rewrite(False).only(alt, caption, "credit", "is_decorative")
    images = images.in_bulk(image_ids)
    for figure in list(root.iter("figure")):
        image = images.get(int(figure.get("data-image")))
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
    return [int(figure["image"]) for figure in FIGURE.finditer(html)]


def with_pictures(html, found):
    """A rendered body with the pictures of its figures, from ``images.renditions.pictures``.

    A figure whose picture is still being made is left out. No query.
    """

    def filled(figure):
        picture = found.get(int(figure["image"]))
        if picture is None:
            return ""
        context = {"picture": picture, "alt": unescape(figure["alt"])}
        shown = render_to_string("components/figure_picture.html", context)
        return f"<figure>{shown.strip()}{figure['words']}</figure>"

    return mark_safe(FIGURE.sub(filled, html))
