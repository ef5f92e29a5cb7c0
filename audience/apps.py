from django.apps import AppConfig
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _


class AudienceConfig(AppConfig):
    name = "audience"
    verbose_name = _("audience")

    def ready(self):
        from audience import chores

        request_finished.connect(chores.after_answer, dispatch_uid="audience.chores")
