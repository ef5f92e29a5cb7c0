"""What happens to a picture between a person's computer and the library.

Every upload is bounded before it is decoded, decoded whole, turned upright and written anew,
so that what is stored is a picture and nothing else: no script, no location, no trailing data.
"""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from images import metadata, tasks
from images.making import encode
from images.models import Image

LARGEST_FILE = 40 * 1024 * 1024  # bytes
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 3840  # px, of the original that is kept
ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
SRGB = ImageCms.createProfile("sRGB")
# How an SVG begins, after what XML allows before its first element. Atomic, or a file made for it
# would keep the expression going back and forth.
SVG = re.compile(
    rb"(\xef\xbb\xbf)?(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^>\[]*(\[.*?\])?\s*>)*+"
    rb"<(\w+:)?svg[\s>/]",
    re.DOTALL | re.IGNORECASE,
)


def decode(upload):
    """The upright picture of an uploaded file, in RGB or RGBA, and what it says of itself.

    That is (credit, rights). Raises ValidationError with the reason: too large in bytes or pixels
    (read from the header, before decoding), not a picture of an accepted format, damaged, or
    animated.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(
            _("The file is larger than %(limit)s MB."),
            code="too_many_bytes",
            params={"limit": LARGEST_FILE // 1024 // 1024},
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            upload.seek(0)
            picture = Pillow.open(upload, formats=ACCEPTED)
            refuse_by_header(picture)
            picture.load()
            notes = metadata.read(picture)
            return pixels_alone(ImageOps.exif_transpose(picture)), notes
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Pillow.UnidentifiedImageError as error:
        raise not_a_picture(upload) from error
    except ValidationError:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a damaged file makes them
        raise ValidationError(
            _("The picture is damaged and cannot be shown."), code="damaged"
        ) from error


def refuse_by_header(picture):
    if picture.width * picture.height > MOST_PIXELS:
        raise too_many_pixels()
    # An MPO is a camera's JPEG with further views behind the picture, which are left out.
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise ValidationError(_("Animated pictures are not accepted."), code="animated")


def not_a_picture(upload):
    upload.seek(0)
    if SVG.match(upload.read(4096)):
        return ValidationError(
            _("SVG is not accepted: it can hold scripts. Save the picture as PNG."), code="svg"
        )
    return ValidationError(
        _("This is not a picture in JPEG, PNG, WebP, AVIF or GIF."), code="not_a_picture"
    )


def too_many_pixels():
    return ValidationError(
        _("The picture has more than %(limit)s million pixels."),
        code="too_many_pixels",
        params={"limit": MOST_PIXELS // 1_000_000},
    )


def fingerprint(upload):
    """SHA-256 of the file as it came, by which a second upload is recognised."""
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def pixels_alone(picture):
    """As RGB or RGBA in sRGB, without comments and the like: Pillow would write some again."""
    if picture.mode.startswith("I"):  # 16 bits a pixel, which convert() would clip to white
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if mode == "RGBA" or picture.mode not in {"CMYK", "L"}:  # those two have profiles of their own
        picture = picture.convert(mode)
    picture = in_srgb(picture, mode).convert(mode)
    picture.info = {}
    return picture


def in_srgb(picture, mode):
    """Colours as every browser shows them without a profile; one that does not fit is ignored."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


@dataclass(frozen=True)
class Accepted:
    """An upload that the library takes: picture, fingerprint, and what it says of itself."""

    picture: Pillow.Image
    sha256: str
    credit: str = ""
    rights: str = ""


def accept(upload):
    """Raises ValidationError as ``decode`` does, or where the library has the same file already.

    The ``image`` among the parameters of that refusal is the id of the one that it has.
    """
    picture, (credit, rights) = decode(upload)
    accepted = Accepted(picture, fingerprint(upload), credit, rights)
    refuse_known(accepted.sha256)
    return accepted


def refuse_known(sha256):
    known = Image.objects.rewrite(False).filter(sha256=sha256)
    for pk in known.values_list("pk", flat=True):
        raise ValidationError(
            _("The library has this picture already."), code="known", params={"image": pk}
        )


def store(image, upload):
    """Give a new image its file, written anew; saves the image.

    Raises ValidationError as ``accept`` does.
    """
    keep(image, accept(upload))


def keep(image, accepted):
    """What ``store`` does once the upload is accepted; renditions follow after the transaction.

    Credit and rights that the image has stay; else they are those that the file named. Raises
    ValidationError where somebody has meanwhile stored the same file.
    """
    picture, image.sha256 = accepted.picture, accepted.sha256
    image.credit = image.credit or fitting("credit", accepted.credit)
    image.rights = image.rights or fitting("rights", accepted.rights)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
    image.width, image.height = picture.size
    exif = metadata.exif(image.credit, image.rights)
    if picture.mode == "RGBA":
        file = "picture.png", encode(picture, "png", optimize=True, exif=exif)
    else:
        file = "picture.jpg", encode(picture, "jpeg", quality=92, exif=exif)
    image.file.save(*file, save=False)
    try:
        with transaction.atomic():
            image.save()
            tasks.make_soon(image.pk)
    except IntegrityError:
        image.file.storage.delete(image.file.name)
        refuse_known(accepted.sha256)
        raise


def fitting(name, text):
    """As much of what a file says as the column has room for."""
    return text[: Image._meta.get_field(name).max_length].strip()
