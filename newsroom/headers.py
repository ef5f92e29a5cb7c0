"""What the site tells browsers beyond what Django and django-csp say."""

# Nothing here listens, looks, locates or charges; a page that was tampered with shall not either.
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def permissions_policy(get_response):
    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return answer
