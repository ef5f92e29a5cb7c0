"""The language in which the desk and the account pages speak to whoever asks."""

from django.conf import settings
from django.urls import reverse

import languages
from languages.negotiation import best_language

COOKIE = "account_language"
COOKIE_AGE = 60 * 60 * 24 * 365


def language_of(request):
    """The choice of the account; where there is none, what the browser asks for.

    Nobody signed in: ``?language=``, or else what it was on an earlier account page. Reads the
    session, so pages for readers must not ask.
    """
    asks_for = best_language(request.headers.get("Accept-Language"), languages.codes())
    if request.user.is_authenticated:
        choices = [request.user.interface_language]
    else:
        choices = [request.GET.get("language"), request.COOKIES.get(COOKIE)]
    return next((code for code in choices if code in languages.codes()), asks_for)


def remember_choice(request, response):
    """Keep what ``?language=`` says for the account pages; no other page is sent the cookie."""
    if request.GET.get("language") in languages.codes():
        response.set_cookie(
            COOKIE,
            request.GET["language"],
            max_age=COOKIE_AGE,
            path=reverse("account"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
