from django import template

import languages
from languages.forms import own_name_choices

register = template.Library()


@register.simple_tag
def interface_languages():
    """The languages by their own names: (code, tag, own name)."""
    return [(code, languages.tag(code), name) for code, name in own_name_choices()]
