"""How a public page is put together around what its view found."""

from dataclasses import dataclass
from hashlib import blake2s

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from website import caching
from website.shared import home_path


@dataclass(frozen=True)
class LanguageLink:
    """One language in the switch: where it leads, and in words for those who hear it.

    None is current on a page that says that there is no page: its own leads away as well.
    """

    code: str
    path: str
    leads_to: str
    is_current: bool
    has_page: bool


def render_page(
    request,
    site,
    template,
    context,
    *,
    path="",
    query="",
    paths=None,
    changes_at=(),
    longest=caching.LONGEST,
    status=200,
):
    """A page of the site that everybody may keep.

    ``path`` and ``query`` are the page's one address, empty where it has none; ``paths`` lead to
    the same page by language; at ``changes_at`` it says something else.
    """
    paths = {code: paths[code] for code in site.open_languages if code in (paths or {})}
    is_story = context.get("publication") is not None or context.get("is_story")
    context |= {
        "site": site,
        "canonical": absolute(f"{path}?{query}" if query else path) if path else "",
        "alternates": alternates(paths) if path and not query else [],
        "language_links": language_links(site, paths, is_story=is_story),
        "time_zone": timezone.get_default_timezone_name(),
    }
    response = render(request, template, context, status=status)
    changes_at = [*site.changes_at, *changes_at]
    return caching.keep(response, site.at, changes_at=changes_at, longest=longest)


def fragment(request, markup, kept):
    """A part of a page that open pages ask for; 304 to whoever has it already.

    ``kept`` is its Cache-Control.
    """
    etag = f'"{blake2s(markup.encode(), digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": kept, "X-Robots-Tag": "noindex"}
    response = HttpResponse(markup, headers=headers)
    return get_conditional_response(request, etag=etag, response=response)


def moved(path):
    response = HttpResponsePermanentRedirect(path)
    response.headers["Cache-Control"] = f"public, max-age={caching.MOVED}"
    return response


def absolute(path):
    return settings.SITE_URL + path


def alternates(paths):
    """Language and absolute address of each language in which a page can be read."""
    return [(code, absolute(path)) for code, path in paths.items()]


def language_links(site, paths, *, is_story):
    return [
        LanguageLink(
            code,
            paths.get(code) or home_path(code),
            _words(code in paths, is_story=is_story),
            is_current=code == site.language and code in paths,
            has_page=code in paths,
        )
        for code in site.open_languages
    ]


def _words(has_page, *, is_story):
    if has_page:
        return _("this story") if is_story else _("this page")
    return _("front page; this story is not available") if is_story else _("front page")
