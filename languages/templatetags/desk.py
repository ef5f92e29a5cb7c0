"""What the desk's own templates ask beyond Django's admin."""

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import format_html

import languages

register = template.Library()


@register.filter
def language_of(admin_field):
    """The language of a translated field that the admin shows and does not let change, if any."""
    try:
        field = admin_field.model_admin.opts.get_field(admin_field.field["name"])
    except FieldDoesNotExist:
        return None
    return getattr(field, "language", None)


@register.filter
def isolated(text):
    """A name or moment inside a sentence, whose direction is not to meddle with the sentence's."""
    return format_html("<bdi>{}</bdi>", text)


register.filter("language_tag", languages.tag)
register.filter("direction", languages.direction)
