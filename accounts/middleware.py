from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
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
