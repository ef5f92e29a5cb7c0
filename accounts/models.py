from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

import languages
from languages.saving import ChangedColumnsModel


def known_languages(value):
    """Refuses anything but a list of languages that the newsroom has."""
    if not isinstance(value, list) or not set(value) <= set(languages.codes()):
        raise ValidationError(_("Choose among the languages of the newsroom."))


def new_session_key():
    return get_random_string(16)


class User(ChangedColumnsModel, AbstractUser):
    """Somebody who signs in: what they may do follows from groups, languages and sections."""

    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        validators=[known_languages],
        help_text=_("The languages in which this person writes, translates or publishes."),
    )
    interface_language = models.CharField(
        _("interface language"),
        max_length=12,
        blank=True,
        help_text=_("Left empty, the desk follows the browser."),
    )
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        editable=False,
        help_text=_("Signs in only on this machine while DEBUG is on."),
    )
    # Part of every session's hash: a new one ends them all.
    session_key = models.CharField(default=new_session_key, max_length=16, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.get_full_name() or self.username

    def get_session_auth_hash(self):
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self):
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret):
        return salted_hmac(
            "accounts.User.session", self.password + self.session_key, secret, algorithm="sha256"
        ).hexdigest()

    def sign_out_everywhere(self):
        """End every session of the account, on every device, at its next request."""
        self.session_key = new_session_key()
        self.save(update_fields=["session_key"])

    def writes(self, language):
        """Whether the account is meant to work in the language."""
        return language in self.languages
