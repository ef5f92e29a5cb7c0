from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from accounts.clients import is_local
from accounts.demo import DEMO_PASSWORD


class AccountBackend(ModelBackend):
    """Signs in by name and password; demo accounts and their password only on this machine.

    Permissions are rules (``rules.py`` of the apps), so this grants none but a superuser's.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None:
            return None
        if user.is_demo or password == DEMO_PASSWORD:
            allowed = settings.DEBUG and request is not None and is_local(request)
            return user if allowed else None
        return user

    def get_user(self, user_id):
        user = super().get_user(user_id)
        return None if user and user.is_demo and not settings.DEBUG else user
