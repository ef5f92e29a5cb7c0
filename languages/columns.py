"""Names of the columns in which modeltranslation keeps the languages of a field."""

from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname

import languages


def column(field, language):
    """The column of one language: ``column("headline", "zh-hans")`` is ``headline_zh_hans``.

    Every expression names it explicitly: aggregates, ``values()`` and ``Case`` silently read
    the base column, which holds nothing that anybody reads.
    """
    return build_localized_fieldname(field, language)


def columns(field):
    """The columns of a field in all languages, in the order in which languages are shown."""
    return [column(field, code) for code in languages.codes()]


def translated_fields(model):
    """The names of the fields of a model that have a column per language, as declared."""
    try:
        names = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return []
    return [field.name for field in model._meta.concrete_fields if field.name in names]


def per_language(names):
    """A dictionary of language code to the given fields' columns in that language."""
    return {code: [column(name, code) for name in names] for code in languages.codes()}
