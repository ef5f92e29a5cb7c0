"""How a body is edited in the admin: the form's half of ``static/js/prose``."""

from django import forms
from django.forms.widgets import Script
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget

from articles import body, embeds
from images.renditions import pictures
from languages import plurals, reading
from languages.formats import listing

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
    "embed": _("Video or post…"),
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
    "embedTitle": _("Video or post of another site"),
    "embedAddress": _("Address"),
    "embedRefused": _("“%(address)s” cannot be shown in a story. Link to it instead."),
    "embedName": _("Title"),
    "embedNameHelp": _("In the language of the text: what is to be seen or read."),
    "embedUntitled": _("A title is missing: what is to be seen or read?"),
    "embedStill": _("Still: number of an image"),
    "embedStillHelp": _("Shown until a reader presses the button. May be left out."),
    "embedNoNumber": _("The number of an image is digits alone."),
    "embedChoose": _("Choose…"),
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


def embed_words():
    """What a script needs to know the addresses that may be embedded, and to say what they are."""
    names = listing([provider.name for provider in embeds.PROVIDERS], get_language())
    return {
        "hint": _("Accepted: %(providers)s.") % {"providers": names},
        "providers": [
            {"pattern": provider.whole_pattern, "label": provider.label}
            for provider in embeds.PROVIDERS
        ],
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
            "embeds": embed_words(),
            "pictures": self._thumbnails,
            "reading": reading_words(reading.pace(language.lower())),
        }

    def get_context(self, name, value, attrs):
        self._thumbnails = {
            image_id: picture.smallest
            for image_id, picture in pictures(body.image_ids(value)).items()
        }
        return super().get_context(name, value, attrs)
