"""A body as readers get it: references resolved for one language, block ids gone."""

import lxml.html
from django.template.loader import render_to_string
from django.utils import translation

from articles import addresses, body
from images.models import Image
from images.renditions import pictures
from languages.columns import column


def render_body(html, language, at):
    """The HTML of a stored body for readers of a language, as of a moment. Three queries at most.

    A figure becomes the picture with its alternative text, caption and credit; a link to one of
    our stories leads to it in the same language, or is plain words where it is not live there.
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
    shown = pictures(image_ids)
    for figure in list(root.iter("figure")):
        image = images.get(int(figure.get("data-image")))
        picture = image and shown.get(image.pk)
        if picture is None:
            figure.drop_tree()
            continue
        with translation.override(language):
            markup = render_to_string(
                "components/figure.html",
                {
                    "picture": picture,
                    "alt": "" if image.is_decorative else getattr(image, alt) or "",
                    "caption": getattr(image, caption) or "",
                    "credit": image.credit,
                },
            )
        rendered = lxml.html.fragment_fromstring(markup.strip())
        rendered.tail = figure.tail
        figure.getparent().replace(figure, rendered)
