from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from images import files
from images.forms import UploadForm
from images.models import Image
from images.renditions import pictures
from languages.admin import TranslatedModelAdmin, in_its_language, in_some_language
from languages.columns import columns


class ImageList(ChangeList):
    """A page of images with their smallest renditions, in one query more."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = pictures(image.pk for image in self.result_list)
        for image in self.result_list:
            image.picture = found.get(image.pk)


@admin.register(Image)
class ImageAdmin(TranslatedModelAdmin):
    list_display = ["thumbnail", "shown_name", "credit", "rights_end", "number"]
    list_display_links = ["thumbnail", "shown_name"]
    search_fields = [*columns("alt_text"), *columns("caption"), "credit", "=id"]
    facts = ["is_decorative", "credit", "rights", "rights_end", "focal_x", "focal_y"]
    facts_permission = "images.write_facts"

    def get_changelist(self, request, **kwargs):
        return ImageList

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = UploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        groups = super().get_fieldsets(request, obj)
        first = "shown" if obj else "upload"
        return [(None, {"fields": [first], "classes": ["picture"]}), *groups]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, "shown"] if obj else readonly

    def save_model(self, request, image, form, change):
        if change:
            super().save_model(request, image, form, change)
        else:
            image.uploaded_by = request.user
            files.keep(image, form.cleaned_data["upload"])

    @admin.display(description=_("picture"))
    def shown(self, image):
        picture = pictures([image.pk]).get(image.pk)
        if picture is None:
            return "–"
        return format_html(
            '<img class="shown-picture" src="{}" width="{}" height="{}" alt="{}">',
            picture.fallback,
            picture.width,
            picture.height,
            in_some_language(image, "alt_text")[0],
        )

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        if image.picture is None:
            return "–"
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
            image.picture.smallest,
            in_some_language(image, "alt_text")[0] or f"#{image.pk}",
        )

    @admin.display(description=_("alternative text"))
    def shown_name(self, image):
        text, code = in_some_language(image, "alt_text")
        return in_its_language(text, code) if text else f"#{image.pk}"

    @admin.display(description=_("number"))
    def number(self, image):
        return image.pk
