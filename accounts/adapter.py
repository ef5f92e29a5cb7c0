from allauth.account.adapter import DefaultAccountAdapter
from axes.utils import reset as let_in_again
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

import languages
from accounts.clients import client_address


class AccountAdapter(DefaultAccountAdapter):
    """What of allauth is otherwise here. Accounts are made by chief editors: nobody signs up."""

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        """No; only the script of the sign-in page asks for a passkey's challenge as JSON."""
        return request.method == "GET" and request.path == reverse("mfa_login_webauthn")

    def is_safe_url(self, url):
        """``next`` leads to a path of this site, never to another host, even one of ours."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request):
        return client_address(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def set_password(self, user, password):
        """Also lets in again whom guessing had locked out: who sets a password owns the account."""
        super().set_password(user, password)
        let_in_again(username=user.get_username())

    def send_password_reset_mail(self, user, email, context):
        """To the address of the account rather than the one typed; in the account's language."""
        chosen = user.interface_language
        known = chosen in languages.codes()
        with translation.override(chosen if known else translation.get_language()):
            super().send_password_reset_mail(user, user.email, context)

    def send_mail(self, template_prefix, email, context):
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        super().send_mail(
            template_prefix, email, context | {"site_url": settings.SITE_URL, "hours": hours}
        )

    def get_reset_password_from_key_url(self, key):
        """At the site's own address, whatever host the request named."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path
