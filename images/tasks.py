"""Making renditions outside of the request that needs them.

Where WORKER is on, ``manage.py worker`` does it; else it is done at the end of the request
that saved, after its transaction, by the same task. No other module enqueues anything.
"""

from functools import partial

from django.db import transaction
from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from images import making


@task()
def make_renditions(image_id):
    making.make(image_id)


def make_soon(image_id):
    """Have the renditions made that an image lacks; what goes wrong then is logged.

    For a worker, the order is saved with the image or not at all. Without one it waits for the
    transaction, so that nothing is made of what is rolled back, and no upload fails by it.
    """
    if isinstance(make_renditions.get_backend(), ImmediateBackend):
        transaction.on_commit(partial(make_renditions.enqueue, image_id), robust=True)
    else:
        make_renditions.enqueue(image_id)


def make_crops_anew(instance, created, update_fields, **kwargs):
    """After an image is saved with another focal point."""
    if not created and {"focal_x", "focal_y"} & {*(update_fields or ())}:
        make_soon(instance.pk)
