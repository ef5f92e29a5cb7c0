"""The pages of whoever signs in: allauth's where it has one."""

from functools import wraps
from math import ceil

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Max
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

import languages
from accounts import duties, interface, second_factor
from accounts.forms import PreferencesForm

TOO_MANY_REQUESTS = 429


def account_page(view):
    """A page that no cache keeps, and that remembers the language chosen on it."""

    @never_cache
    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        interface.remember_choice(request, response)
        return response

    return page


class LoginView(allauth_views.LoginView):
    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            response.status_code = TOO_MANY_REQUESTS
        return response


class AtTheDesk:
    """A page of somebody who is signed in, within the frame of the desk."""

    def get_context_data(self, **kwargs):
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


class PasswordChangeView(AtTheDesk, allauth_views.PasswordChangeView):
    """Ends every other session of the account; this one goes on."""


class ConfirmByPasswordView(AtTheDesk, allauth_views.ReauthenticateView):
    pass


class ConfirmByCodeView(AtTheDesk, mfa_views.ReauthenticateView):
    pass


class ConfirmByPasskeyView(AtTheDesk, webauthn_views.ReauthenticateWebAuthnView):
    pass


class CodeView(mfa_views.AuthenticateView):
    """The second step of signing in."""

    def get_context_data(self, **kwargs):
        ways = second_factor.ways_of(self.stage.login.user)
        return super().get_context_data(**kwargs) | {"ways": ways}


class OwnFactorView(AtTheDesk):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["ways"] = second_factor.ways_of(self.request.user)
        context["is_demanded"] = second_factor.is_demanded(self.request.user)
        return context


class ActivateAppView(OwnFactorView, totp_views.ActivateTOTPView):
    pass


class RemoveAppView(OwnFactorView, totp_views.DeactivateTOTPView):
    pass


class AddPasskeyView(OwnFactorView, webauthn_views.AddWebAuthnView):
    pass


class RenamePasskeyView(OwnFactorView, webauthn_views.EditWebAuthnView):
    pass


class RemovePasskeyView(OwnFactorView, webauthn_views.RemoveWebAuthnView):
    pass


class RecoveryCodesView(OwnFactorView, code_views.ViewRecoveryCodesView):
    pass


class NewRecoveryCodesView(OwnFactorView, code_views.GenerateRecoveryCodesView):
    pass


@never_cache
def locked_out(request, original_response, credentials):
    """In place of the login page, after too many wrong passwords for one user name.

    Says the same for a name that nobody has.
    """
    newest = AccessAttempt.objects.filter(username=credentials.get("username")).aggregate(
        newest=Max("attempt_time")
    )["newest"]
    opens = (newest or timezone.now()) + get_cool_off()
    seconds = max(1, ceil((opens - timezone.now()).total_seconds()))
    context = {"minutes": ceil(seconds / 60)}
    response = render(request, "accounts/locked_out.html", context, status=TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    return response


@login_required
def account(request):
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(interface.language_of(request)):
            messages.success(request, gettext("Your choice is saved."))
        return redirect("account")
    ways = second_factor.ways_of(request.user)
    context = {
        "form": form,
        "roles": duties.roles_of(request.user),
        "own_languages": [code for code in languages.codes() if request.user.writes(code)],
        "ways": ways,
        "is_demanded": second_factor.is_demanded(request.user),
    }
    return TemplateResponse(
        request, "accounts/account.html", admin.site.each_context(request) | context
    )


@login_required
def who_may_do_what(request):
    """In plain words what each role may do; the roles of whoever asks stand out."""
    context = {
        "groups": duties.GROUPS,
        "roles": duties.roles(),
        "own_roles": duties.roles_of(request.user),
    }
    return TemplateResponse(
        request, "accounts/roles.html", admin.site.each_context(request) | context
    )


@login_required
@require_POST
def sign_out_everywhere(request):
    request.user.sign_out_everywhere()
    logout(request)
    return redirect("account_login")
