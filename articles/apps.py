from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("articles")

    def ready(self):
        from articles import addresses
        from articles.uses import Stories
        from images import uses

        uses.register(Stories())
        # A signal, because authors is a lower layer and cannot call addresses by name.
        for model in addresses.REMEMBERED:
            post_save.connect(remember_slugs, sender=model, dispatch_uid=f"slugs of {model}")


def remember_slugs(instance, raw, **kwargs):
    from articles import addresses

    if not raw:
        addresses.remember_slugs(instance)
