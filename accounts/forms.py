from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
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
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

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
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interface_language = forms.ChoiceField(
        label=_("Language of the desk"), choices=interface_choices, required=False
    )


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
