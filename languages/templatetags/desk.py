"""What the desk's own templates ask beyond Django's admin."""

from django import template
from django.core.exceptions import FieldDoesNotExist

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


register.filter("language_tag", languages.tag)
register.filter("direction", languages.direction)
