from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "images"
    verbose_name = _("images")

    def ready(self):
        from images import tasks, uses
        from images.models import Image, Rendition

        # Signals, because lists and other models' rows delete and save past an image's methods.
        post_save.connect(tasks.make_crops_anew, sender=Image, dispatch_uid="crops anew")
        pre_delete.connect(uses.refuse_to_delete_in_use, sender=Image, dispatch_uid="not in use")
        for model in (Image, Rendition):
            post_delete.connect(uses.delete_file, sender=model, dispatch_uid=f"file of {model}")
