from django.utils import translation
from django.utils.cache import patch_vary_headers

import languages
from accounts import interface
from languages.negotiation import best_language

# Where people work; everywhere else a request is anybody's, and its session is never read.
PERSONAL = {"admin", "accounts"}
# Pictures are in no language, and caches need not keep one for each.
WORDLESS = {"media"}


class LanguageMiddleware:
    """Activates the language that a request speaks, and says so in ``Content-Language``.

    That of the path on public pages, the choice of whoever works here on theirs, else the
    browser's best.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if first_word(request) in WORDLESS:
            request.LANGUAGE_CODE = languages.codes()[0]
            return self.get_response(request)
        language = interface.language_of(request) if is_personal(request) else said_by_path(request)
        request.LANGUAGE_CODE = language or said_by_browser(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        # Read anew: a page that is not there may speak another language than its address.
        response.headers.setdefault("Content-Language", languages.tag(request.LANGUAGE_CODE))
        if language is None:
            patch_vary_headers(response, ["Accept-Language"])
        return response


def first_word(request):
    return request.path_info.split("/", 2)[1] if request.path_info.startswith("/") else ""


def is_personal(request):
    return first_word(request) in PERSONAL


def said_by_path(request):
    word = first_word(request)
    return word if word in languages.codes() else None


def said_by_browser(request, choices=None):
    return best_language(request.headers.get("Accept-Language"), choices or languages.codes())
