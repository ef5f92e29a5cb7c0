"""Who is given a picture's file: everybody what readers see somewhere now, staff the rest.

A public answer is the same for everybody: no session is read for it, and no cookie set.
"""

import io
import mimetypes
import re

from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from PIL import Image as Pillow

from images import uses
from images.making import on_white
from images.models import Image, Rendition
from images.renditions import FORMATS

# A file never changes under its name, so all a shorter time is for is taking down: a picture that
# is used nowhere any more may be kept by browsers and caches so long and no longer.
LONGEST = 60 * 60  # seconds
PUBLIC = f"public, max-age={LONGEST}, stale-while-revalidate=60"
PRIVATE = "private, no-store"
PREVIEW_SIDE = 480  # px
NAME = re.compile(r"[0-9A-Za-z_]{1,60}\.[a-z]{4}")


@require_safe
def rendition(request, name):
    """The file of a rendition. Two to four queries for the public, two more for staff."""
    rows = Rendition.objects.filter(file=f"renditions/{name}").only("image_id", "format", "file")
    found = rows.first() if NAME.fullmatch(name) else None
    if found is None:
        return absent()
    is_public = bool(uses.live_ids([found.image_id]))
    if not is_public and not may_see(request.user):
        return absent()
    response = None
    if is_public:  # what may be stored may be asked after again
        etag = f'"{name}"'
        response = get_conditional_response(request, etag=etag)
    if response is None:
        response = file_response(found.file, FORMATS[found.format])
    if is_public:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PUBLIC if is_public else PRIVATE
    return response


@require_safe
def preview(request, image_id):
    """A small JPEG of any image, for staff: where no rendition is made yet, made here for once."""
    require_staff(request)
    image = Image.objects.rewrite(False).only("file").filter(pk=image_id).first()
    if image is None:
        raise Http404
    smallest = (
        Rendition.objects.current()
        .filter(image=image_id, format=Rendition.Format.JPEG, ratio=Rendition.Ratio.OWN)
        .order_by("width")
        .first()
    )
    try:
        response = file_response(smallest.file if smallest else reduced(image.file), "image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
    response.headers["Cache-Control"] = PRIVATE
    return response


@require_safe
def original(request, image_id):
    """The whole picture as it is stored, for staff to download."""
    require_staff(request)
    image = Image.objects.rewrite(False).only("file").filter(pk=image_id).first()
    if image is None:
        raise Http404
    kind = mimetypes.guess_type(image.file.name)[0]
    response = file_response(image.file, kind)
    suffix = image.file.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="image-{image_id}.{suffix}"'
    response.headers["Cache-Control"] = PRIVATE
    return response


def may_see(user):
    return user.is_active and user.is_staff and user.has_perm("images.view_image")


def require_staff(request):
    if not may_see(request.user):
        raise Http404


def absent():
    """The same for what never was, is gone, and is not for this person."""
    return HttpResponse(status=404, headers={"Cache-Control": "no-store"})


def file_response(file, kind):
    try:
        opened = file.open("rb") if hasattr(file, "open") else file
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(opened, content_type=kind)


def reduced(file):
    """A stored original as a small JPEG. It is at most 3840 px wide, so this stays cheap."""
    with file.open("rb") as opened, Pillow.open(opened) as picture:
        picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
        picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Pillow.Resampling.BILINEAR)
        written = io.BytesIO()
        shown = picture if picture.mode == "RGB" else on_white(picture)
        shown.save(written, "jpeg", quality=75)
    written.seek(0)
    return written
