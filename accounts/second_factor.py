"""Second factors: an authenticator app or passkeys, and recovery codes for when they are away.

allauth keeps them and speaks to apps and browsers; here is what the newsroom makes of it.
"""

import logging
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import leads

logger = logging.getLogger(__name__)

# Recovery codes stand in for one of these and are none by themselves.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


# --- Who needs one, who has one ----------------------------------------------------------


def is_demanded(user):
    """Whether the account may come to the desk with a second factor alone: if it publishes."""
    return settings.SECOND_FACTOR_REQUIRED and (user.is_superuser or leads(user))


def is_set_up(user):
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_missing(user):
    """One query where it is demanded; no look at the user at all where nobody needs one."""
    return settings.SECOND_FACTOR_REQUIRED and is_demanded(user) and not is_set_up(user)


@dataclass
class Ways:
    """What an account has set up to sign in with besides its password."""

    app: Authenticator | None = None
    passkeys: list = field(default_factory=list)
    codes_left: int | None = None

    @property
    def are_set_up(self):
        return bool(self.app or self.passkeys)


def ways_of(user):
    """One query."""
    ways = Ways()
    for row in Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"):
        if row.type == Authenticator.Type.TOTP:
            ways.app = row
        elif row.type == Authenticator.Type.WEBAUTHN:
            ways.passkeys.append(row)
        else:
            ways.codes_left = len(row.wrap().get_unused_codes())
    return ways


def remove(account):
    """Take away all second factors of somebody who lost them, and end every session."""
    Authenticator.objects.filter(user_id=account.pk).delete()
    account.sign_out_everywhere()


# --- Codes -------------------------------------------------------------------------------


def use_code_of_app(authenticator, code):
    """Whether no code of this moment or a later one was used before; from now on, this one was.

    allauth remembers used codes in the cache for one step of the clock, but we take codes of a
    step before and after, from processes that may share no cache.
    """
    secret = SecondFactorAdapter().decrypt(authenticator.data["secret"])
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        fresh = [
            step
            for step in yield_hotp_counters_from_time()
            if step > row.data.get("last_step", 0)
            and compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
        ]
        if fresh:
            row.data["last_step"] = fresh[0]
            row.save(update_fields=["data"])
    return bool(fresh)


# --- What allauth asks -------------------------------------------------------------------


def _cipher():
    """Encrypts with SECRET_KEY, decrypts with its predecessors too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    hashes = [
        salted_hmac("accounts.second_factor", "at rest", secret=key, algorithm="sha256")
        for key in keys
    ]
    return MultiFernet([Fernet(urlsafe_b64encode(hashed.digest())) for hashed in hashes])


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _(
            "Recovery codes go with an authenticator app or a passkey. Set up one first."
        ),
        "incorrect_code": _("This code does not fit, or was used before."),
    }

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret; where no key of ours opens it, a new one that nothing matches."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor was kept under a SECRET_KEY that is not known here.")
            return generate_totp_secret()

    def _get_user_identifier(self, user):
        """The name with which one signs in."""
        return user.get_username()

    def _get_site_name(self):
        return urlsplit(settings.SITE_URL).hostname

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
