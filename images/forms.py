from django import forms
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.utils.translation import gettext_lazy as _

from images import files
from images.models import Image
from images.renditions import pictures
from languages.admin import TranslatedModelForm


class UploadForm(TranslatedModelForm):
    """An image with its file, which is decoded here, so that what is wrong stands beside it."""

    # Not Django's ImageField, which decodes before anything is bounded.
    upload = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": "image/*"}))

    def clean_upload(self):
        """What ``images.files.keep`` takes."""
        return files.accept(self.cleaned_data["upload"])


class ImageRawIdWidget(ForeignKeyRawIdWidget):
    """The number of an image, with the picture beside it. Two queries."""

    template_name = "admin/widgets/image_raw_id.html"

    class Media:
        js = [
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/jquery.init.js",
            "admin/js/admin/RelatedObjectLookups.js",
        ]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        known = str(value or "").isdecimal() and len(str(value)) < 18
        picture = pictures([int(value)]).get(int(value)) if known else None
        return context | {"picture": picture}

    def label_and_url_for_value(self, value):
        return "", ""


class ImageChoiceField(forms.ModelChoiceField):
    """An image by its number."""

    def __init__(self, *, admin_site, rel, **kwargs):
        queryset = Image.objects.rewrite(False).only("id")
        super().__init__(queryset, widget=ImageRawIdWidget(rel, admin_site), **kwargs)
