"""The accounts of the demo newsroom, which work on a developer's own machine alone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "newsroom-demo"


class DemoPasswordValidator:
    """Refuses the password that everybody can read here."""

    def validate(self, password, user=None):
        if password == DEMO_PASSWORD:
            raise ValidationError(_("This is the password of the demo accounts."), code="demo")

    def get_help_text(self):
        return _("It cannot be the password of the demo accounts.")
