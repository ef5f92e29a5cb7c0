"""The accounts of the demo newsroom, which work on a developer's own machine alone."""

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import languages
from accounts.clients import is_local
from accounts.roles import CHIEF_EDITOR, EDITOR, LABELS, REPORTER, TRANSLATOR

DEMO_PASSWORD = "newsroom-demo"

# Invented people; a translator of a language that is not here is named after the language.
TRANSLATORS = {
    "en": ("Nora", "Whitfield"),
    "fr": ("Camille", "Aubertin"),
    "ar": ("Huda", "Karam"),
    "ru": ("Вера", "Лисицына"),
    "es": ("Inés", "Robledo"),
    "zh-hans": ("明远", "顾"),
}


class DemoPasswordValidator:
    """Refuses the password that everybody can read here."""

    def validate(self, password, user=None):
        if password == DEMO_PASSWORD:
            raise ValidationError(_("This is the password of the demo accounts."), code="demo")

    def get_help_text(self):
        return _("It cannot be the password of the demo accounts.")


def may_sign_in(request):
    """Whether demo accounts, and their password, are any good for this request."""
    return settings.DEBUG and request is not None and is_local(request)


def cast():
    """The demo accounts: user name, role, languages, first and last name."""
    codes = languages.codes()
    reporter_languages = [code for code in codes if code in {"en", "fr"}] or codes[:1]
    yield "chief", CHIEF_EDITOR, codes, ("Amina", "Haddad")
    yield "editor", EDITOR, codes, ("Jonas", "Brandt")
    yield "reporter", REPORTER, reporter_languages, ("Lucie", "Ferrand")
    for code in codes:
        name = TRANSLATORS.get(code, ("", languages.own_name(code)))
        yield f"translator-{code}", TRANSLATOR, [code], name


@transaction.atomic
def make_demo_accounts():
    """Make the demo accounts, or put them in order again; returns what to tell a developer.

    That is a list of (user name, role label, language codes). A real account of the same name
    is left alone and not listed. Refused where DEBUG is off.
    """
    from accounts.models import User  # the settings name this module before there are models

    if not settings.DEBUG:
        raise ImproperlyConfigured("Demo accounts exist only where DEBUG is on.")
    kept = {user.username: user for user in User.objects.filter(is_demo=True)}
    hashes = {user.password for user in kept.values()}
    # One slow hash for all of them, and sessions outlive a second run.
    password = next((known for known in hashes if check_password(DEMO_PASSWORD, known)), None)
    password = password or make_password(DEMO_PASSWORD)
    made = []
    for username, role, codes, (first_name, last_name) in cast():
        user = kept.get(username) or User(username=username, is_demo=True)
        if user._state.adding and User.objects.filter(username=username).exists():
            continue
        user.first_name, user.last_name, user.languages = first_name, last_name, list(codes)
        user.password = password
        user.is_staff, user.is_active, user.is_superuser = True, True, False
        user.save()
        user.groups.set([Group.objects.get(name=role)])
        made.append((username, LABELS[role], list(codes)))
    return made
