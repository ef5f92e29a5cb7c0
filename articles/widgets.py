"""How a body is edited in the admin: the form's half of ``static/js/prose``."""

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_prose_editor.widgets import ProseEditorWidget

from articles import body
from images.renditions import pictures
from languages import plurals, reading

LABELS = {
    "body": _("Body"),
    "tools": _("Text tools"),
    "heading": _("Heading"),
    "subheading": _("Subheading"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "link": _("Link…"),
    "bulletList": _("Bullet list"),
    "orderedList": _("Numbered list"),
    "indent": _("Move list item in"),
    "outdent": _("Move list item out"),
    "quote": _("Quote"),
    "image": _("Image…"),
    "table": _("Table"),
    "rule": _("Rule"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "addRow": _("Add row below"),
    "deleteRow": _("Delete row"),
    "addColumn": _("Add column after"),
    "deleteColumn": _("Delete column"),
    "headerCell": _("Header cell"),
    "caption": _("Table caption…"),
    "deleteTable": _("Delete table"),
    "figure": _("Image %(number)s"),
    "linkTitle": _("Link these words to…"),
    "linkField": _("Address, or the number of one of our articles"),
    "linkSearch": _("One of our articles, or an address"),
    "linkAddress": _("To the address %(address)s"),
    "unlink": _("Remove link"),
    "imageTitle": _("Insert image"),
    "imageField": _("Number of the image"),
    "captionTitle": _("Table caption"),
    "captionField": _("Caption"),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
    "close": _("Close"),
}


def reading_words(pace):
    """What a script needs to say how long a text is, and how long it takes to read."""

    def count(number):
        if pace.is_by_characters:
            return ngettext("%(number)s character", "%(number)s characters", number)
        return ngettext("%(number)s word", "%(number)s words", number)

    def minutes(number):
        return ngettext("%(number)s minute", "%(number)s minutes", number)

    return {
        "pace": pace.a_minute,
        "count": plurals.forms(count),
        "minutes": plurals.forms(minutes),
    }


class BodyWidget(ProseEditorWidget):
    """A body's HTML in a textarea, which a script turns into an editor; ``lang`` and ``dir``
    among ``attrs`` hold for both.

    The editor is the package's, put together by a module of ours: the package's own modules need
    an inline import map and inline styles, which our Content-Security-Policy refuses.
    Costs one query where the body has figures.
    """

    def __init__(self, attrs=None):
        super().__init__(attrs, preset="body")

    @property
    def media(self):
        return forms.Media(
            css={"all": ["css/prose.css"]}, js=[Script("js/prose/editor.js", type="module")]
        )

    def get_config(self):
        language = self.attrs.get("lang", "")
        return {
            "labels": LABELS,
            "pictures": self._thumbnails,
            "reading": reading_words(reading.pace(language.lower())),
        }

    def get_context(self, name, value, attrs):
        self._thumbnails = {
            image_id: picture.smallest
            for image_id, picture in pictures(body.image_ids(value)).items()
        }
        return super().get_context(name, value, attrs)
