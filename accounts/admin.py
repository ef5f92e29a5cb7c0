import allauth.account.admin  # noqa: F401  registers what is taken away below
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

import languages
from accounts.forms import AccountForm, NewAccountForm, SetPasswordForm
from accounts.models import User
from accounts.roles import LABELS
from languages import formats

# Roles are code and an account has one address, so neither table is anybody's to edit.
admin.site.unregister([Group, EmailAddress])


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return LABELS.items()

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class AccountAdmin(auth_admin.UserAdmin):
    """Who signs in. Chief editors keep all accounts but those of superusers.

    No field here gives more than a chief editor has: Django's own permissions are not shown
    (and count for nothing, see ``backends.py``), ``is_superuser`` only to superusers.
    """

    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None  # Django's announces a second step, which there is not
    change_password_form = SetPasswordForm
    change_user_password_template = "accounts/set_password.html"
    list_display = ["username", "full_name", "role_names", "language_names", "is_active"]
    list_display += ["last_login"]
    list_filter = ["is_active", RoleFilter]
    filter_horizontal = []
    actions = ["sign_out_everywhere"]
    readonly_fields = ["last_login", "date_joined"]
    work = (_("Work"), {"fields": ["groups", "languages"]})
    person = (_("Person"), {"fields": ["first_name", "last_name", "email", "interface_language"]})
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        person,
        work,
    ]
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active"]}),
        person,
        work,
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    superuser_fieldset = (_("Everything"), {"fields": ["is_superuser"]})

    def get_queryset(self, request):
        accounts = super().get_queryset(request).prefetch_related("groups")
        return accounts if request.user.is_superuser else accounts.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, self.superuser_fieldset] if request.user.is_superuser else fieldsets

    def get_readonly_fields(self, request, obj=None):
        """Nobody shuts themselves out."""
        if obj is not None and obj.pk == request.user.pk:
            return [*self.readonly_fields, "is_active", "is_superuser", "groups"]
        return self.readonly_fields

    def lookup_allowed(self, lookup, value, request):
        return "session_key" not in lookup and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, account):
        return account.get_full_name()

    @admin.display(description=_("roles"))
    def role_names(self, account):
        names = {group.name for group in account.groups.all()}
        return self._listing(label for name, label in LABELS.items() if name in names)

    @admin.display(description=_("languages"))
    def language_names(self, account):
        return self._listing(
            languages.own_name(code) for code in languages.codes() if code in account.languages
        )

    def _listing(self, items):
        return formats.listing([str(item) for item in items], get_language())

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def sign_out_everywhere(self, request, queryset):
        accounts = [user for user in queryset if self.has_change_permission(request, user)]
        for account in accounts:
            account.sign_out_everywhere()
            self.log_change(request, account, gettext("Signed out everywhere."))
        message = ngettext(
            "%(number)s account is signed out everywhere.",
            "%(number)s accounts are signed out everywhere.",
            len(accounts),
        )
        self.message_user(request, message % {"number": len(accounts)}, messages.SUCCESS)
