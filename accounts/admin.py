import allauth.account.admin
import allauth.mfa.admin  # noqa: F401  both register what is taken away below
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

import languages
from accounts import second_factor
from accounts.forms import AccountForm, NewAccountForm, SetPasswordForm
from accounts.models import User
from accounts.roles import LABELS
from languages import formats

# Roles are code, an account has one address, second factors are set up by their owners alone: no
# table of these is anybody's to edit.
admin.site.unregister([Group, EmailAddress, Authenticator])

SET_UP = pgettext_lazy("second factor", "Set up")
NOT_SET_UP = pgettext_lazy("second factor", "None")


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return LABELS.items()

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class SecondFactorFilter(admin.SimpleListFilter):
    title = _("second factor")
    parameter_name = "second_factor"

    def lookups(self, request, model_admin):
        return [
            ("yes", SET_UP),
            ("no", NOT_SET_UP),
        ]

    def queryset(self, request, queryset):
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(has_second_factor=self.value() == "yes")


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
    list_display = ["username", "full_name", "role_names", "language_names", "active"]
    list_display += ["has_second_factor", "last_sign_in"]
    list_filter = ["is_active", RoleFilter, SecondFactorFilter]
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = []
    actions = ["sign_out_everywhere"]
    readonly_fields = ["second_factor", "last_sign_in", "joined"]
    work = (_("Work"), {"fields": ["groups", "languages"]})
    person = (_("Person"), {"fields": ["first_name", "last_name", "email", "interface_language"]})
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        person,
        work,
    ]
    fieldsets = [
        (None, {"fields": ["username", "password", "second_factor", "is_active"]}),
        person,
        work,
        (_("Dates"), {"fields": ["last_sign_in", "joined"]}),
    ]

    class Media:
        css = {"all": ["css/account.css"]}

    superuser_fieldset = (_("Everything"), {"fields": ["is_superuser"]})

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=second_factor.FACTORS)
        accounts = super().get_queryset(request).prefetch_related("groups")
        accounts = accounts.annotate(has_second_factor=Exists(factors))
        return accounts if request.user.is_superuser else accounts.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, self.superuser_fieldset] if request.user.is_superuser else fieldsets

    def get_readonly_fields(self, request, obj=None):
        """Nobody shuts themselves out."""
        if obj is not None and obj.pk == request.user.pk:
            return [*self.readonly_fields, "is_active", "is_superuser", "groups"]
        return self.readonly_fields

    def get_urls(self):
        address = path(
            "<path:object_id>/second-factor/",
            self.admin_site.admin_view(self.remove_second_factor),
            name="accounts_user_remove_second_factor",
        )
        return [address, *super().get_urls()]

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

    @admin.display(description=_("active"), ordering="is_active")
    def active(self, account):
        return _("Yes") if account.is_active else _("No")

    @admin.display(description=_("last sign-in"), ordering="last_login")
    def last_sign_in(self, account):
        return account.last_login and formats.date_and_time(account.last_login, get_language())

    @admin.display(description=_("made on"))
    def joined(self, account):
        return formats.long_date(account.date_joined, get_language())

    @admin.display(description=_("second factor"), ordering="has_second_factor")
    def has_second_factor(self, account):
        return SET_UP if account.has_second_factor else None

    @admin.display(description=_("Second factor"))
    def second_factor(self, account):
        if account.pk is None or not second_factor.is_set_up(account):
            return NOT_SET_UP
        address = reverse("admin:accounts_user_remove_second_factor", args=[account.pk])
        return format_html(
            '{} <a class="button" href="{}">{}</a>',
            SET_UP,
            address,
            _("Remove…"),
        )

    def remove_second_factor(self, request, object_id):
        """For somebody who lost theirs: asks, then removes it and ends their sessions.

        One's own is removed on the page of the account, which asks who one is first.
        """
        account = self.get_object(request, object_id)
        if account is None or not self.has_change_permission(request, account):
            raise Http404
        if account == request.user:
            return redirect("account")
        if request.method != "POST":
            context = self.admin_site.each_context(request)
            context |= {"opts": self.opts, "original": account}
            return TemplateResponse(request, "accounts/remove_second_factor.html", context)
        second_factor.remove(account)
        self.log_change(request, account, gettext("Second factor removed."))
        message = gettext("The second factor of %(name)s is removed.") % {"name": account}
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:accounts_user_change", account.pk)

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
