"""Where pictures are used.

Images knows nobody who shows them. The apps above tell it, when they are ready, by registering
a ``Places``: what they say decides what the public may fetch and what may be deleted.
"""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _

from images.models import Image

MOST = 20  # uses that are told of an image

_registered = []


@dataclass(frozen=True)
class Use:
    """One place where an image is used: what kind of place, and its name.

    ``language`` is that of the name, and of what is used there where that is one language's.
    """

    kind_label: str
    name: str
    language: str | None
    url: str | None
    is_live: bool = False


class Places:
    """What an app tells of the images that it shows."""

    def of(self, image_id, most):
        """A list of at most so many uses, the live ones first. A fixed number of queries."""
        return []

    def live_ids(self, image_ids):
        """Those of a set of images that readers see somewhere now. Three queries at most."""
        return set()


class Uses(list):
    """Uses of an image, the live ones first; ``has_more`` where they are not all."""

    has_more = False


def register(places):
    _registered.append(places)


def of(image_id):
    """Where an image is used, at most ``MOST`` places. A fixed number of queries."""
    found = [use for places in _registered for use in places.of(image_id, MOST + 1)]
    found.sort(key=lambda use: not use.is_live)
    uses = Uses(found[:MOST])
    uses.has_more = len(found) > MOST
    return uses


def live_ids(image_ids):
    """Those of the images that readers see somewhere now, or saw on a page they may still have.

    Each app is asked for what no other has found.
    """
    left, live = {*image_ids}, set()
    for places in _registered:
        if left:
            live |= places.live_ids(left)
            left -= live
    return live


def refuse_to_delete_in_use(instance, **kwargs):
    """Before an image is deleted by whatever way. Raises ProtectedError where it is in use.

    The row is locked first: who is about to use it waits, and then finds no image to refer to.
    """
    Image.objects.rewrite(False).select_for_update().filter(pk=instance.pk).only("pk").first()
    if any(places.of(instance.pk, 1) for places in _registered):
        raise models.ProtectedError(_("An image that is in use cannot be deleted."), {instance})


def delete_file(instance, **kwargs):
    """After the row of a stored file is gone for good."""
    name, storage = instance.file.name, instance.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
