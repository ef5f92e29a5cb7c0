"""The generated sizes of pictures, as pages need them."""

from dataclasses import dataclass, field, replace

from images.models import Rendition

FORMATS = {
    Rendition.Format.AVIF: "image/avif",
    Rendition.Format.WEBP: "image/webp",
    Rendition.Format.JPEG: "image/jpeg",
}


@dataclass
class Picture:
    """What a page shows of an image: sources by format, best first, and a fallback.

    In the ratio of its own, or cut around the focal point: ``wide`` and ``square``.
    """

    image_id: int
    width: int
    height: int
    credit: str
    focal_x: int = 50
    focal_y: int = 50
    colour: str = ""
    renditions: list = field(default_factory=list)  # in the ratio that is shown
    crops: list = field(default_factory=list)

    @property
    def wide(self):
        return self._cut(Rendition.Ratio.WIDE)

    @property
    def square(self):
        return self._cut(Rendition.Ratio.SQUARE)

    @property
    def sources(self):
        """MIME type and ``srcset`` of each format but the last resort."""
        return [
            (mime, self._srcset(format))
            for format, mime in FORMATS.items()
            if format != Rendition.Format.JPEG and self._of(format)
        ]

    @property
    def fallback_srcset(self):
        return self._srcset(Rendition.Format.JPEG)

    @property
    def fallback(self):
        """The address of the largest JPEG, or None while no rendition is made."""
        jpegs = self._of(Rendition.Format.JPEG)
        return jpegs[-1].file.url if jpegs else None

    @property
    def smallest(self):
        jpegs = self._of(Rendition.Format.JPEG)
        return jpegs[0].file.url if jpegs else None

    def _cut(self, ratio):
        """The crops of a ratio; all of it where there is none, for style sheets cut that too."""
        crops = [r for r in self.crops if r.ratio == ratio]
        if not crops:
            return self
        largest = max(crops, key=lambda r: r.width)
        return replace(self, width=largest.width, height=largest.height, renditions=crops)

    def _of(self, format):
        return sorted((r for r in self.renditions if r.format == format), key=lambda r: r.width)

    def _srcset(self, format):
        return ", ".join(f"{r.file.url} {r.width}w" for r in self._of(format))


def pictures(image_ids):
    """Pictures by image id, of those that have renditions; no text of any language. One query."""
    ids = {pk for pk in image_ids if pk}
    if not ids:
        return {}
    found = {}
    rows = (
        Rendition.objects.current()
        .filter(image_id__in=ids)
        .select_related("image")
        .only(
            "image_id",
            "format",
            "ratio",
            "width",
            "height",
            "file",
            "image__width",
            "image__height",
            "image__credit",
            "image__focal_x",
            "image__focal_y",
            "image__colour",
        )
    )
    for rendition in rows:
        image = rendition.image
        picture = found.setdefault(
            image.pk,
            Picture(
                image.pk,
                image.width,
                image.height,
                image.credit,
                image.focal_x,
                image.focal_y,
                image.colour,
            ),
        )
        is_crop = rendition.ratio != Rendition.Ratio.OWN
        (picture.crops if is_crop else picture.renditions).append(rendition)
    return {pk: picture for pk, picture in found.items() if picture.renditions}
