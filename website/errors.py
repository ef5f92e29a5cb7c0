"""What readers are told where there is no page, in their own language."""

import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

import languages
from website import caching, shared
from website.middleware import is_personal, said_by_browser, said_by_path
from website.most_read import most_read
from website.pages import render_page

RETRY_AFTER = 30  # seconds


def page_not_found(request, exception):
    """404 within the frame of the site, in the language of the path if that is open."""
    site = _site_for(request)
    if site is None:
        return _bare(request, "404_bare.html", 404)
    request.LANGUAGE_CODE = site.language
    with translation.override(site.language):
        context = {"most_read": most_read(site)}
        response = render_page(
            request, site, "404.html", context, status=404, longest=caching.ABSENT
        )
    if is_personal(request):
        add_never_cache_headers(response)
    elif said_by_path(request) != site.language:
        patch_vary_headers(response, ["Accept-Language"])
    return response


def bad_request(request, exception):
    return _bare(request, "400.html", 400)


def permission_denied(request, exception):
    return _bare(request, "403.html", 403)


def server_error(request):
    """500; 503 while the database is away. Neither page needs the database."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = _bare(request, "503.html", 503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    return _bare(request, "500.html", 500)


def _site_for(request):
    """The site in the language of the request, else in the reader's; None where none is open."""
    at = timezone.now()
    site = shared.read(_language(request), at)
    if site.is_open:
        return site
    if not site.open_languages:
        return None
    return shared.read(said_by_browser(request, site.open_languages), at)


def _bare(request, template, status):
    """A page without the frame of the site, for when nothing can be relied on. No query."""
    language = request.LANGUAGE_CODE = _language(request)
    with translation.override(language):
        response = render(None, template, {"language": language}, status=status)
    response.headers["Content-Language"] = languages.tag(language)
    add_never_cache_headers(response)
    return response


def _language(request):
    """Also where a request failed before the middleware knew its language."""
    known = getattr(request, "LANGUAGE_CODE", None)
    return known or said_by_path(request) or said_by_browser(request)
