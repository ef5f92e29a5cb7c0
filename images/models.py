from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from languages.columns import columns
from languages.finding import WordsField, words
from languages.saving import ChangedColumnsModel


def originals():
    return storages["originals"]


def original_path(image, filename):
    return f"{image.sha256[:2]}/{image.sha256}.{filename.rpartition('.')[2]}"


def rendition_path(rendition, filename):
    """Under a name that nobody can guess from another's."""
    return f"renditions/{get_random_string(24)}.{filename.rpartition('.')[2]}"


class Image(ChangedColumnsModel):
    """A picture with its rights; the file is decoded and written anew when it comes in."""

    file = models.ImageField(
        _("file"),
        upload_to=original_path,
        storage=originals,
        max_length=200,
    )
    width = models.PositiveIntegerField(editable=False, help_text="px")
    height = models.PositiveIntegerField(editable=False, help_text="px")
    colour = models.CharField(
        max_length=7, blank=True, editable=False, help_text="on average, #rrggbb"
    )
    sha256 = models.CharField(
        max_length=64, unique=True, editable=False, help_text="of the file as it was uploaded, hex"
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Tells nothing: needs no alternative text.")
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=300, blank=True)
    rights_end = models.DateField(_("rights end"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, across (%)"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, down (%)"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="uploaded_images",
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    found_by = WordsField()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="image_focal_point_is_inside",
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
            )
        ]
        # what the library is filtered by: see images.library
        indexes = [
            models.Index(fields=["uploaded_at"], name="image_by_upload"),
            models.Index(fields=["rights_end"], name="image_by_rights_end"),
            models.Index(
                fields=["credit"], name="image_without_credit", condition=models.Q(credit="")
            ),
        ]

    def __str__(self):
        return self.caption or self.alt_text or f"#{self.pk}"

    def save(self, **kwargs):
        changed = set(self.changed_columns())
        super().save(**kwargs)
        if not changed.isdisjoint(self.words_columns()):
            self._note_words()

    def _note_words(self):
        """From the row as it now is: another copy may have been saved in another language."""
        row = Image.objects.rewrite(False).only("found_by", *self.words_columns()).get(pk=self.pk)
        found_by = row.words_to_find()
        if found_by != row.found_by:
            Image.objects.filter(pk=self.pk).update(found_by=found_by)

    def words_to_find(self):
        """What people find the image by: alternative texts and captions, credit, rights."""
        return words(*(getattr(self, name) for name in self.words_columns()))

    @staticmethod
    def words_columns():
        return [*columns("alt_text"), *columns("caption"), "credit", "rights"]


class RenditionQuerySet(models.QuerySet):
    def current(self):
        """Without crops around a focal point of before, which pages that are kept still name."""
        return self.filter(replaced_at__isnull=True)


class Rendition(models.Model):
    """One generated size and format of an image, at an address that cannot be guessed."""

    class Format(models.TextChoices):
        AVIF = "avif"
        WEBP = "webp"
        JPEG = "jpeg"

    class Ratio(models.TextChoices):
        """Width to height; all but the picture's own are cut out around the focal point."""

        OWN = "own"
        WIDE = "3x2"
        SQUARE = "1x1"

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    format = models.CharField(max_length=4, choices=Format)
    ratio = models.CharField(max_length=4, choices=Ratio, default=Ratio.OWN)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # By its name images.serving finds what it is asked for.
    file = models.FileField(upload_to=rendition_path, max_length=100, unique=True)
    focal_x = models.PositiveSmallIntegerField(null=True, help_text="around which it was cut, %")
    focal_y = models.PositiveSmallIntegerField(null=True)
    replaced_at = models.DateTimeField(null=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["format", "ratio", "width"]
        constraints = [
            # also serves images.renditions: all sizes of the pictures of a page
            models.UniqueConstraint(
                name="one_rendition_per_size_and_format",
                fields=["image", "ratio", "format", "width"],
                condition=models.Q(replaced_at__isnull=True),
            )
        ]
        indexes = [
            # images.making: what may be deleted by now
            models.Index(
                name="rendition_replaced",
                fields=["replaced_at"],
                condition=models.Q(replaced_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.image_id} {self.ratio} {self.format} {self.width}"

    @property
    def size_and_format(self):
        return self.ratio, self.width, self.format

    def is_around(self, image):
        """Whether it shows what it would if it were made now."""
        is_crop = self.ratio != self.Ratio.OWN
        return not is_crop or (self.focal_x, self.focal_y) == (image.focal_x, image.focal_y)
