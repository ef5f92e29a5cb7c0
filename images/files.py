"""What happens to a picture between a person's computer and the library.

Every upload is bounded before it is decoded, decoded whole, turned upright and written anew,
so that what is stored is a picture and nothing else: no script, no location, no trailing data.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from images.models import Image, Rendition

LARGEST_FILE = 40 * 1024 * 1024  # bytes
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 3840  # px, of the original that is kept
ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
WIDTHS = (480, 960, 1600)
SRGB = ImageCms.createProfile("sRGB")
# How each format is written, by what was measured: quality that does not show, in little time.
ENCODINGS = {
    Rendition.Format.AVIF: {"quality": 60, "speed": 8},
    Rendition.Format.WEBP: {"quality": 78, "method": 3},
    Rendition.Format.JPEG: {"quality": 80, "optimize": True, "progressive": True},
}


def decode(upload):
    """The upright picture of an uploaded file, in RGB or RGBA, without anything about it.

    Raises ValidationError with the reason: too large in bytes or pixels (read from the header,
    before decoding), not a picture of an accepted format, damaged, or animated.
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
            return pixels_alone(ImageOps.exif_transpose(picture))
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Pillow.UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a picture in JPEG, PNG, WebP, AVIF or GIF."), code="not_a_picture"
        ) from error
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


def encode(picture, format, **options):
    """The file of a picture from ``decode``; what is transparent becomes white in a JPEG."""
    written = io.BytesIO()
    if format == Rendition.Format.JPEG and picture.mode == "RGBA":
        picture = on_white(picture)
    picture.save(written, format=format, **options)
    return ContentFile(written.getvalue())


def on_white(picture):
    ground = Pillow.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("RGB")


@dataclass(frozen=True)
class Accepted:
    """An upload that the library takes: its picture and its fingerprint."""

    picture: Pillow.Image
    sha256: str


def accept(upload):
    """Raises ValidationError as ``decode`` does, or where the library has the same file already."""
    accepted = Accepted(decode(upload), fingerprint(upload))
    if Image.objects.filter(sha256=accepted.sha256).exists():
        raise ValidationError(_("The library has this picture already."), code="known")
    return accepted


def store(image, upload):
    """Give a new image its file, written anew, and its renditions; saves the image.

    Raises ValidationError as ``accept`` does.
    """
    keep(image, accept(upload))


def keep(image, accepted):
    """What ``store`` does once the upload is accepted."""
    picture, image.sha256 = accepted.picture, accepted.sha256
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
    image.width, image.height = picture.size
    if picture.mode == "RGBA":
        image.file.save("picture.png", encode(picture, "png", optimize=True), save=False)
    else:
        image.file.save("picture.jpg", encode(picture, "jpeg", quality=92), save=False)
    image.save()
    make_renditions(image, picture)


def make_renditions(image, picture):
    """Write every size and format that pages ask for, but no size above the picture's own."""
    widths = [width for width in WIDTHS if width <= picture.width] or [picture.width]
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        resized = picture.resize((width, height), Pillow.Resampling.LANCZOS)
        for format, options in ENCODINGS.items():
            rendition = Rendition(image=image, format=format, width=width, height=height)
            rendition.file.save(f"r.{format}", encode(resized, format, **options), save=False)
            rendition.save()
