"""The files that pages show of an image: which there are, and how they are made.

Renditions are made by a task (``images.tasks``), never while somebody reads. A file never changes
under its name. Those in the picture's own ratio stay as long as the image does, for bodies of the
first days name them; crops are made anew where the focal point moves, and the old ones go when
no page that names them is kept any more.

Who made the picture is written into each file as it stands when the file is made. A credit that
is corrected later does not make files anew: pages show it from the image itself.
"""

import io
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image as Pillow
from PIL import ImageOps

from images import metadata
from images.models import Image, Rendition

Ratio = Rendition.Ratio
PROPORTIONS = {Ratio.WIDE: 3 / 2, Ratio.SQUARE: 1}
# What the pages ask for, in CSS pixels and for screens of twice as many: figures in bodies are
# 656 px wide at most, lead pictures 976; cards up to 656; portraits and what stands beside a
# headline 48 to 144. That makes 24 files of a picture, and 15 of one that a camera took in 3:2.
WIDTHS = {
    Ratio.OWN: (480, 960, 1600),
    Ratio.WIDE: (480, 960, 1600),
    Ratio.SQUARE: (160, 320),
}
CLOSE = 0.01  # a picture that is so nearly of a ratio needs no crop of it
# How each format is written, by what was measured: quality that does not show, in little time.
ENCODINGS = {
    Rendition.Format.AVIF: {"quality": 60, "speed": 8},
    Rendition.Format.WEBP: {"quality": 78, "method": 3},
    Rendition.Format.JPEG: {"quality": 80, "optimize": True, "progressive": True},
}
OUTLIVES = timedelta(hours=1)  # the replacement of a crop: pages are kept for a minute


@dataclass(frozen=True)
class Size:
    ratio: str
    width: int
    height: int


def sizes(width, height):
    """The sizes of a picture that pages ask for, but none above the picture's own.

    A picture that is itself of a ratio has the widths of that among its own, and no crops to it.
    """
    found = {}
    for ratio, widths in WIDTHS.items():
        proportion = PROPORTIONS.get(ratio, width / height)
        if abs(width / height / proportion - 1) < CLOSE:
            ratio, proportion = Ratio.OWN, width / height
        whole = max(1, min(width, round(height * proportion)))
        for fitting in [each for each in widths if each <= whole] or [whole]:
            size = Size(ratio, fitting, max(1, round(fitting / proportion)))
            found[ratio, fitting] = size
    return list(found.values())


def make(image_id):
    """Write the renditions that an image lacks, and note its colour.

    A crop counts while its focal point is the image's. May run at the same time as another for
    the same image; one of them then discards its files.
    """
    image, written = write(image_id)
    if image is not None:
        keep(image, written)
    remove_replaced()


def write(image_id):
    """An image and unsaved renditions with their files; (None, []) where nothing is to be made.

    The first half of ``make``. Writes no row, for it takes seconds.
    """
    image = (
        Image.objects.rewrite(False)
        .only("file", "width", "height", "credit", "rights", "focal_x", "focal_y", "colour")
        .filter(pk=image_id)
        .first()
    )
    lacking = _lacking(image) if image else []
    if image is None or not (lacking or not image.colour):
        return None, []
    return image, _write(image, lacking)


def lacking_ids():
    """The ids of all images that lack a rendition, for who makes up for what failed."""
    images = Image.objects.rewrite(False).only("width", "height", "focal_x", "focal_y", "colour")
    for image in images.order_by("pk").iterator(500):
        if not image.colour or _lacking(image):
            yield image.pk


def remove_replaced():
    """Delete crops that were replaced long enough ago, a few at a time."""
    old = Rendition.objects.filter(replaced_at__lt=timezone.now() - OUTLIVES).order_by()
    ids = list(old.values_list("pk", flat=True)[:100])
    if ids:
        Rendition.objects.filter(pk__in=ids).delete()


def _lacking(image):
    """The sizes of an image that no current rendition has, each with the formats missing."""
    made = {
        (row.ratio, row.width, row.format)
        for row in Rendition.objects.current().filter(image=image.pk)
        if row.is_around(image)
    }
    return [
        (size, format)
        for size in sizes(image.width, image.height)
        for format in ENCODINGS
        if (size.ratio, size.width, format) not in made
    ]


def _write(image, lacking):
    """Unsaved renditions with their files, and the image's colour."""
    written = []
    exif = metadata.exif(image.credit, image.rights)
    with image.file.open("rb") as opened, Pillow.open(opened) as picture:
        picture.load()
        image.colour = average_colour(picture)
        cut = None
        for size, format in lacking:
            if cut is None or cut[0] != size:
                cut = size, _cut(picture, size, image)
            is_crop = size.ratio != Ratio.OWN
            rendition = Rendition(
                image=image,
                format=format,
                ratio=size.ratio,
                width=size.width,
                height=size.height,
                focal_x=image.focal_x if is_crop else None,
                focal_y=image.focal_y if is_crop else None,
            )
            content = encode(cut[1], format, exif=exif, **ENCODINGS[format])
            rendition.file.save(f"r.{format}", content, save=False)
            written.append(rendition)
    return written


def _cut(picture, size, image):
    measures, method = (size.width, size.height), Pillow.Resampling.LANCZOS
    if size.ratio == Ratio.OWN:
        return picture.resize(measures, method)
    # The same share of what is left over as CSS leaves with object-position.
    centering = image.focal_x / 100, image.focal_y / 100
    return ImageOps.fit(picture, measures, method, centering=centering)


def keep(image, written):
    """Save the rows, but not of what somebody else saved meanwhile, or of a focal point of before.

    The second half of ``make``.
    """
    with transaction.atomic():
        now = (
            Image.objects.rewrite(False)
            .select_for_update()
            .only("focal_x", "focal_y")
            .filter(pk=image.pk)
            .first()
        )
        kept = []
        if now is not None:
            rows = list(Rendition.objects.current().filter(image=image.pk))
            replaced = [row.pk for row in rows if not row.is_around(now)]
            Rendition.objects.filter(pk__in=replaced).update(replaced_at=timezone.now())
            taken = {row.size_and_format for row in rows if row.is_around(now)}
            kept = [r for r in written if r.is_around(now) and r.size_and_format not in taken]
            Rendition.objects.bulk_create(kept)
            Image.objects.filter(pk=image.pk).update(colour=image.colour)
    for rendition in written:
        if rendition not in kept:
            rendition.file.storage.delete(rendition.file.name)


def encode(picture, format, **options):
    """The file of an RGB or RGBA picture; what is transparent becomes white in a JPEG."""
    written = io.BytesIO()
    if format == Rendition.Format.JPEG and picture.mode == "RGBA":
        picture = on_white(picture)
    picture.save(written, format=format, **options)
    return ContentFile(written.getvalue())


def average_colour(picture):
    """What stands in the place of a picture until it has come, as #rrggbb."""
    if picture.mode == "RGBA":
        picture = on_white(picture)
    red, green, blue = picture.convert("RGB").resize((1, 1), Pillow.Resampling.BOX).getpixel((0, 0))
    return f"#{red:02x}{green:02x}{blue:02x}"


def on_white(picture):
    picture = picture.convert("RGBA")
    ground = Pillow.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("RGB")
