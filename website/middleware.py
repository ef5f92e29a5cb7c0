from django.utils import translation


class LanguageMiddleware:
    """Activates the language that a request speaks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(request.path_info.split("/")[1] or "en"):
            return self.get_response(request)
