from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from accounts import demo


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's own, but a demo account that turns up from elsewhere is nobody.

    So is one whose session outlives DEBUG. As lazy as Django's: a page that never asks who
    reads it reads no session.
    """

    def process_request(self, request):
        super().process_request(request)
        somebody = request.user

        def user():
            is_refused = getattr(somebody, "is_demo", False) and not demo.may_sign_in(request)
            return AnonymousUser() if is_refused else middleware.get_user(request)

        request.user = SimpleLazyObject(user)


class SecondFactorMiddleware:
    """Leads whoever publishes to set up a second factor before any page of the desk.

    Only where the settings demand it. The account's own pages and signing out stay open. A form
    is refused with a page that tells how not to lose what was typed.
    """

    OPEN = {"login", "logout"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not settings.SECOND_FACTOR_REQUIRED or "admin" not in match.namespaces:
            return None
        if match.url_name in self.OPEN or not self._is_missing(request.user):
            return None
        if request.method in {"GET", "HEAD"}:
            return redirect("account")
        response = render(request, "accounts/second_factor_first.html", status=403)
        add_never_cache_headers(response)
        return response

    def _is_missing(self, user):
        from accounts import second_factor  # knows models, which middleware is loaded before

        return user.is_authenticated and second_factor.is_missing(user)
