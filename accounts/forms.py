import struct
from contextlib import contextmanager

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from axes.utils import reset as let_in_again
from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
    UserCreationForm,
)
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_login_failed
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.models import User
from accounts.roles import LABELS
from languages.forms import own_name_choices


def interface_choices():
    return [("", _("As the browser asks")), *own_name_choices()]


class PlainFields:
    """Fields whose label stands above them alone, and whose input is left-to-right."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "ltr"


class LoginForm(PlainFields, allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocapitalize": "none",
            "autofocus": True,
            "spellcheck": "false",
        }


class ChangePasswordForm(PlainFields, allauth_forms.ChangePasswordForm):
    pass


class ResetPasswordKeyForm(PlainFields, allauth_forms.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(PlainFields, allauth_forms.ResetPasswordForm):
    """Sends one mail whether or not there is an account, so that even the clock tells nothing."""

    def clean_email(self):
        email = self.cleaned_data["email"]
        # Only the address that the account has now: allauth also remembers those that it had.
        # Compared again here, for databases fold more letters together than mail servers do.
        same = User.objects.filter(email__iexact=email, is_active=True)
        self.users = [user for user in same if user.email.casefold() == email.casefold()]
        return email

    def save(self, request, **kwargs):
        email = self.cleaned_data["email"]
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class PreferencesForm(forms.ModelForm):
    """What people choose for themselves."""

    interface_language = forms.ChoiceField(
        label=_("Language of the desk"), choices=interface_choices, required=False
    )

    class Meta:
        model = User
        fields = ["interface_language"]


class RolesField(forms.ModelMultipleChoiceField):
    """The groups by their translated names."""

    def label_from_instance(self, group):
        return LABELS[group.name]


def _link_to_roles():
    return format_html('<a href="{}">{}</a>', reverse("roles"), _("Who may do what"))


class PersonForm(forms.ModelForm):
    """The fields of an account that chief editors keep."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=User._meta.get_field("languages").help_text,
        choices=own_name_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    groups = RolesField(
        label=_("Roles"),
        queryset=Group.objects.filter(name__in=LABELS),
        help_text=lazy(_link_to_roles, SafeString)(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interface_language = forms.ChoiceField(
        label=_("Language of the desk"), choices=interface_choices, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class PasswordLink(ReadOnlyPasswordHashWidget):
    """A way to set another password, without a word on how this one is kept."""

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<a class="button" id="{}" href="../password/">{}</a>',
            (attrs or {}).get("id", name),
            _("Set a password…"),
        )


class AccountForm(PersonForm, UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordLink)

    class Meta:
        model = User
        fields = ["username", "password"]  # the admin's fieldsets name the others


class SetPasswordForm(PlainFields, AdminPasswordChangeForm):
    """A password that a chief editor sets; it also opens a name that guessing had locked.

    Nobody is left without one: who is to sign in no more is made inactive.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True

    def save(self, commit=True):
        user = super().save(commit)
        let_in_again(username=user.get_username())
        return user


class NewAccountForm(PersonForm, UserCreationForm):
    """A new account of somebody who works here."""

    class Meta:
        model = User
        fields = ["username"]

    def save(self, commit=True):
        self.instance.is_staff = True
        return super().save(commit)


# --- Second factors ----------------------------------------------------------------------


class CountsGuesses:
    """Wrong codes count with wrong passwords, and lock the name in the same way.

    In the database, by name: allauth counts by address and in the cache, which a guesser who
    knows the password and changes addresses walks past.
    """

    def clean_code(self):
        request = context.request
        credentials = get_credentials(self.user.get_username())
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out, request.axes_credentials = True, credentials
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return self._accepted(super().clean_code())
        except forms.ValidationError as error:
            if error.code == "incorrect_code":
                user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise

    def _accepted(self, code):
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and not second_factor.use_code_of_app(self.authenticator, code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class CodeFields(PlainFields):
    """One field for a code: of the app, or a recovery code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.widget.attrs |= {"autofocus": True, "inputmode": "numeric", "spellcheck": "false"}


class CodeForm(CountsGuesses, CodeFields, mfa_forms.AuthenticateForm):
    pass


class ConfirmByCodeForm(CountsGuesses, CodeFields, mfa_forms.ReauthenticateForm):
    pass


class ActivateAppForm(CodeFields, totp_forms.ActivateTOTPForm):
    """Guessing is no use here: the secret is on the same page."""


class ConfirmByPasswordForm(PlainFields, allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["autofocus"] = True


# What the parser of a browser's answer raises where the bytes are nonsense.
MALFORMED = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)


class ReadsAnswer:
    """Refuses whatever is no answer of a passkey as it refuses one that does not fit."""

    def clean(self):
        with self._refusing_nonsense():
            return super().clean()

    def clean_credential(self):
        """The passkey that answered; of a new one, the answer itself."""
        read = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        with self._refusing_nonsense():
            return read()

    @contextmanager
    def _refusing_nonsense(self):
        try:
            yield
        except MALFORMED as error:
            raise get_mfa_adapter().validation_error("incorrect_code") from error


class PasskeyForm(ReadsAnswer, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class PasskeyAloneForm(ReadsAnswer, webauthn_forms.LoginWebAuthnForm):
    pass


class ConfirmByPasskeyForm(ReadsAnswer, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


class PasskeyName:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.max_length = _("Name"), 60
        name.help_text = _("Tells your passkeys apart: “Office laptop”, “Phone”.")
        name.widget.attrs |= {"dir": "auto", "maxlength": 60}


class AddPasskeyForm(ReadsAnswer, PasskeyName, webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.label, alone.initial = _("Sign in with it alone, without a password"), True
        alone.help_text = _("It then asks for your finger, your face or a PIN each time.")


class RenamePasskeyForm(PasskeyName, webauthn_forms.EditWebAuthnForm):
    pass
