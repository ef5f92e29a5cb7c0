import django_tasks_db.admin  # noqa: F401  registers what is taken away below
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult
from modeltranslation.fields import TranslationField

import languages
from images import files, serving, uses
from images.forms import MOST_FILES, ImageForm, LineField, UploadForm, UploadsForm
from images.library import (
    LibraryForm,
    LibraryPage,
    missing_languages,
    rights_notice,
    thumbnail_of,
    tiles,
)
from images.models import Image
from images.renditions import pictures
from languages.admin import TranslatedModelAdmin, TranslatedModelForm, in_some_language
from languages.columns import column
from languages.forms import language_attributes

# What pages and shared links cut out of a picture, as people write it and as CSS does.
CROPS = [("3:2", "3x2"), ("1:1", "1x1"), ("16:9", "16x9")]
# What a script tells, with the places it fills in.
FOCAL_WORDS = gettext_lazy("%(x)s per cent across, %(y)s per cent down")
UPLOAD_WORDS = {
    "sum": gettext_lazy("Uploaded: %(done)s. Refused: %(refused)s."),
    "sending": gettext_lazy("Uploading: %(left)s"),
    "failed": gettext_lazy("Not uploaded: the server did not answer."),
    "retry": gettext_lazy("Try again"),
}
PICKER_PAGE_SIZE = 24

# What the worker did is for the logs: its page tells it in English, and nobody there can act.
admin.site.unregister(DBTaskResult)


@admin.register(Image)
class ImageAdmin(TranslatedModelAdmin):
    """The library, the form of an image, and the choice of one from another form."""

    form = ImageForm
    focal_point = ("focal_x", "focal_y")
    facts = ["is_decorative", "credit", "rights", "rights_end"]
    facts_permission = "images.write_facts"

    # Addresses

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("upload/", view(self.upload_view), name="images_image_upload"),
            path("picker/", view(self.picker_view), name="images_image_picker"),
            path("picker/<int:image_id>/", view(self.details_view), name="images_image_details"),
            path("<int:image_id>/preview/", view(serving.preview), name="images_image_preview"),
            path("<int:image_id>/original/", view(serving.original), name="images_image_original"),
            *super().get_urls(),
        ]

    # The library

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._library(request)

    def _library(self, request, **context):
        """The page of the library; also what a browser without script gets after an upload."""
        form = LibraryForm(request.GET)
        if self.has_add_permission(request):
            context = {"uploads_form": UploadsForm(), **self._upload_context()} | context
        return self._page(
            request,
            "admin/images/image/library.html",
            {
                "title": _("Images"),
                "form": form,
                "page": LibraryPage(form, request.user),
                **context,
            },
        )

    def _page(self, request, template, context):
        request.current_app = self.admin_site.name
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, common | context)

    # Uploading

    def _upload_context(self):
        limit = {"limit": files.LARGEST_FILE // 1024 // 1024}
        too_large = _("The file is larger than %(limit)s MB.") % limit
        return {
            "upload_words": UPLOAD_WORDS | {"too_large": too_large},
            "largest_file": files.LARGEST_FILE,
        }

    @method_decorator(require_POST)
    def upload_view(self, request):
        """Take in files, each for itself; answers in JSON for the one file of a script."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        in_json = request.get_preferred_type(["text/html", "application/json"]) != "text/html"
        form = UploadsForm(request.POST, request.FILES)
        # The many files of one field: a form's own ``files`` has the last of them only.
        uploads = request.FILES.getlist("files")
        if not form.is_valid():
            if in_json:
                [problem, *_others] = [e for errors in form.errors.values() for e in errors]
                return JsonResponse({"error": problem, "code": "invalid"}, status=422)
            return self._library(request, uploads_form=form)
        place = "picker" if request.POST.get("place") == "picker" else "library"
        credit = form.cleaned_data["credit"]
        results = [self._take_in(request, upload, credit) for upload in uploads[:MOST_FILES]]
        results += [too_many(upload) for upload in uploads[MOST_FILES:]]
        if not in_json:
            refused_ones = [result for result in results if "error" in result]
            counts = {"done": len(results) - len(refused_ones), "refused": len(refused_ones)}
            told = UPLOAD_WORDS["sum"] % counts
            return self._library(request, results=results, results_in_words=told)
        [result, *_others] = results
        return JsonResponse(result_in_json(result, place), status=result["status"])

    def _take_in(self, request, upload, credit):
        """What became of one uploaded file: its tile, or why not and the tile of the one known."""
        try:
            accepted = files.accept(upload)
            image = Image(credit=credit, uploaded_by=request.user)
            with transaction.atomic():
                files.keep(image, accepted)
                self.log_addition(request, image, [{"added": {}}])
        except ValidationError as refusal:
            return refused(upload, refusal)
        return {"file_name": upload.name, "status": 201, "tile": tiles([image])[0]}

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = UploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        groups = super().get_fieldsets(request, obj)
        if obj is None:
            first = {"fields": ["upload", self.focal_point], "classes": ["picture"]}
            return [(None, first), *groups]
        first = {"fields": ["shown", self.focal_point], "classes": ["picture"]}
        used = (gettext_lazy("Where it is used"), {"fields": ["used"], "classes": ["uses"]})
        return [(None, first), *groups, used]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        if not request.user.has_perm(self.facts_permission):
            readonly = [*readonly, *self.focal_point]
        return [*readonly, "shown", "used"] if obj else readonly

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, TranslationField):
            kwargs["form_class"] = LineField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.focal_point:
            field.widget.attrs |= {"min": 0, "max": 100}
        return field

    def save_model(self, request, image, form, change):
        if change:
            super().save_model(request, image, form, change)
        else:
            image.uploaded_by = request.user
            files.keep(image, form.cleaned_data["upload"])

    def get_deleted_objects(self, objs, request):
        """One that is in use stays; the page says where."""
        used = [use for image in objs for use in uses.of(image.pk)]
        if used:
            return [], {}, set(), [use_in_words(use) for use in used]
        return super().get_deleted_objects(objs, request)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, image):
        return render_to_string("admin/images/image/focal.html", self._focal_context(image, "id"))

    @admin.display(description=gettext_lazy("uses"))
    def used(self, image):
        context = {"uses": uses.of(image.pk)}
        return render_to_string("admin/images/image/uses.html", context)

    def _focal_context(self, image, prefix):
        picture = pictures([image.pk]).get(image.pk)
        return {
            "image": image,
            "address": (picture and picture.fallback) or thumbnail_of(image.pk, picture),
            "alt": in_some_language(image, "alt_text"),
            "prefix": prefix,
            "crops": CROPS,
            "words": FOCAL_WORDS,
            "may_download": prefix == "id",
        }

    # The choice of an image from another form

    def picker_view(self, request):
        """The dialog as HTML, or with ``part=results`` a page of the pictures alone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = LibraryForm(request.GET)
        page = LibraryPage(form, request.user, PICKER_PAGE_SIZE)
        context = {
            "form": form,
            "page": page,
            "status": ngettext("%(count)s image", "%(count)s images", len(page.tiles))
            % {"count": len(page.tiles)},
        }
        if request.GET.get("part") == "results":
            return TemplateResponse(request, "admin/images/image/picker_results.html", context)
        if self.has_add_permission(request):
            context |= {"uploads_form": UploadsForm(auto_id="picker_%s"), **self._upload_context()}
        return TemplateResponse(request, "admin/images/image/picker.html", context)

    def details_view(self, request, image_id):
        """One image in one language, as the dialog shows and saves it."""
        if request.method != "POST":
            return self._details_view(request, image_id)
        with transaction.atomic():  # get_object locks the row
            return self._details_view(request, image_id).render()

    def _details_view(self, request, image_id):
        language = language_of(request)
        image = self.get_object(request, str(image_id))
        if image is None or not self.has_view_permission(request, image):
            raise Http404
        if request.method == "POST" and not self.has_change_permission(request, image):
            raise PermissionDenied
        form, is_valid = self._details(request, image, language)
        context = {
            **self._focal_context(image, "picker"),
            "form": form,
            "tile": tiles([image])[0],
            "language_name": languages.own_name(language),
            "text_attributes": language_attributes(language),
            "fields": [form[name] for name in self._details_in(language) if name in form.fields],
            "focal_fields": [form[name] for name in self.focal_point if name in form.fields],
            "missing_elsewhere": [
                missing
                for missing in missing_languages(image)
                if missing["lang"] != languages.tag(language)
            ],
            "notice": rights_notice(image.rights_end),
            "use_count": len(uses.of(image.pk)),
        }
        return TemplateResponse(
            request, "admin/images/image/details.html", context, status=200 if is_valid else 422
        )

    def _details_in(self, language):
        """The names of the fields of the dialog, in their order."""
        decorative, *facts = self.facts
        return [column("alt_text", language), decorative, column("caption", language), *facts]

    def _details(self, request, image, language):
        """The form in one language, and whether nothing is wrong with it; saves what was sent."""
        names = [*self._details_in(language), *self.focal_point]
        form_class = super().get_form(
            request, image, change=True, fields=names, form=TranslatedModelForm
        )
        options = {"instance": image, "auto_id": "picker_%s"}
        if request.method != "POST":
            return form_class(**options), True
        form = form_class(request.POST, **options)
        if not form.is_valid():
            return form, False
        if form.changed_data:
            message = self.construct_change_message(request, form, None)
            self.save_model(request, form.save(commit=False), form, change=True)
            self.log_change(request, image, message)
        return form_class(**options), True


def language_of(request):
    """The language that is asked for by its tag; the interface's, or the first, for another."""
    wanted = request.GET.get("language", "")
    by_tag = {languages.tag(code): code for code in languages.codes()}
    return by_tag.get(wanted) or (
        get_language() if get_language() in languages.codes() else languages.codes()[0]
    )


def too_many(upload):
    error = _("Not read: %(limit)s files at most go at once.") % {"limit": MOST_FILES}
    return {"file_name": upload.name, "status": 422, "error": error, "code": "too_many_files"}


def refused(upload, refusal):
    result = {
        "file_name": upload.name,
        "status": 422,
        "error": refusal.messages[0],
        "code": refusal.code,
    }
    if refusal.code == "known":
        known = LibraryForm({}).images(None).filter(pk=refusal.params["image"])
        result |= {"status": 409, "known": next(iter(tiles(known)), None)}
    return result


def result_in_json(result, place):
    """What a script needs of a result: the facts, and the HTML of its row and of its tile."""
    row = render_to_string(
        "admin/images/image/upload_result.html", {"result": result, "place": place}
    )
    if "error" not in result:
        tile = render_to_string("admin/images/image/tile.html", {"tile": result["tile"]})
        return tile_in_json(result["tile"]) | {"row": row, "tile": tile}
    known = result.get("known")
    return {
        "error": result["error"],
        "code": result["code"],
        "known": known and tile_in_json(known),
        "row": row,
    }


def tile_in_json(tile):
    return {"id": tile.pk, "name": tile.name, "url": tile.url, "thumb": tile.thumb}


def use_in_words(use):
    """A place where an image is used, with the way there."""
    name = format_html('<a href="{}"><bdi>{}</bdi></a>', use.url, use.name) if use.url else use.name
    return format_html("{}: {}", use.kind_label, name)
