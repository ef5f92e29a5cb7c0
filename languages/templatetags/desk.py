"""What the desk's own templates ask beyond Django's admin."""

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import format_html

import languages
from languages import combobox

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


@register.filter
def initials(user):
    """One or two letters that stand for a person."""
    names = str(user).split()
    first = names[0][:1] if names else ""
    return (first + names[-1][:1] if len(names) > 1 else first).upper()


register.filter("language_tag", languages.tag)
register.filter("direction", languages.direction)


@register.simple_tag
def combobox_words():
    """The attribute ``data-words`` of what holds a combobox."""
    return combobox.words()
