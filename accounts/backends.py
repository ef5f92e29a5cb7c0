from django.contrib.auth.backends import ModelBackend

from accounts import demo


class AccountBackend(ModelBackend):
    """Signs in by name and password; demo accounts and their password only on this machine.

    Permissions are rules (``rules.py`` of the apps), so this grants none: what the tables of
    Django's own permissions hold counts for nothing. Superusers may do all without asking here.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None:
            return None
        is_public_knowledge = user.is_demo or password == demo.DEMO_PASSWORD
        return None if is_public_knowledge and not demo.may_sign_in(request) else user

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        return set()
