from django import forms
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from images import files
from images.library import thumbnail_of
from images.models import Image
from images.renditions import pictures
from languages.admin import TranslatedModelForm
from languages.ids import id_in

MOST_FILES = 20  # in one request; with a script each file is a request of its own
CREDIT = Image._meta.get_field("credit")


class LineField(forms.CharField):
    """A text in one line that is written in a box of several: a sentence needs the room."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"widget": self.widget})

    def to_python(self, value):
        value = super().to_python(value)
        return " ".join(value.split()) if value else value


class ImageForm(TranslatedModelForm):
    """An image of the library. Whoever may say whose picture it is has to."""

    def clean(self):
        super().clean()
        if "credit" in self.fields and not self.data.get("credit", "").strip():
            self.add_error("credit", _("Say whose picture this is."))
        return self.cleaned_data


class UploadForm(TranslatedModelForm):
    """An image with its file, which is decoded here, so that what is wrong stands beside it."""

    # Not Django's ImageField, which decodes before anything is bounded.
    upload = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": "image/*"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credit"].help_text = _("Left empty, it is taken from the file.")

    def clean_upload(self):
        """What ``images.files.keep`` takes."""
        return files.accept(self.cleaned_data["upload"])

    def clean(self):
        super().clean()
        accepted = self.cleaned_data.get("upload")
        if accepted and not self.cleaned_data.get("credit") and not accepted.credit:
            self.add_error("credit", _("Say whose picture this is: the file does not."))
        return self.cleaned_data


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none of them read yet; also an empty one, to be named as damaged."""

    widget = FilesInput(attrs={"accept": "image/*"})

    def clean(self, data, initial=None):
        if not data:
            raise ValidationError(_("Choose a picture first."), code="required")
        return data


class UploadsForm(forms.Form):
    """Many files at once, and what is to be known of all of them."""

    files = FilesField(label=_("Pictures to upload"))
    credit = forms.CharField(
        required=False,
        max_length=CREDIT.max_length,
        label=_("Credit for all of these"),
        help_text=_("Left empty, it is taken from each file."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class ImageRawIdWidget(ForeignKeyRawIdWidget):
    """The number of an image, with the picture beside it; a script chooses from the library.

    Two queries.
    """

    template_name = "admin/widgets/image_raw_id.html"

    class Media:
        css = {"all": ["css/desk/images.css"]}
        js = [
            Script(
                "js/desk/images/picker.js",
                **{
                    "type": "module",
                    "data-picker": reverse_lazy("admin:images_image_picker"),
                    "data-failed": _("The images cannot be shown now. Try again in a moment."),
                    "data-close": _("Close"),
                },
            )
        ]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        pk = id_in(value)
        picture = pictures([pk]).get(pk) if pk else None
        thumb = thumbnail_of(pk, picture) if pk else None
        return context | {"picture": picture, "thumb": thumb}

    def label_and_url_for_value(self, value):
        return "", ""


class ImageChoiceField(forms.ModelChoiceField):
    """An image by its number."""

    def __init__(self, *, admin_site, rel, **kwargs):
        queryset = Image.objects.rewrite(False).only("id")
        super().__init__(queryset, widget=ImageRawIdWidget(rel, admin_site), **kwargs)
