"""Of allauth only what a newsroom uses: no sign-up, no keeping of several addresses."""

from allauth.account import views as allauth_views
from allauth.mfa.webauthn import views as webauthn_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts import views
from accounts.views import account_page

reset_urls = [  # /accounts/password/reset/
    path("", account_page(allauth_views.password_reset), name="account_reset_password"),
    path(
        "done/",
        account_page(allauth_views.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "key/done/",
        account_page(allauth_views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_page(allauth_views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
to_account = RedirectView.as_view(pattern_name="account")
app_urls = [  # /accounts/second-factor/app/
    path("", account_page(views.ActivateAppView.as_view()), name="mfa_activate_totp"),
    path("remove/", account_page(views.RemoveAppView.as_view()), name="mfa_deactivate_totp"),
]
passkey_urls = [  # /accounts/second-factor/passkeys/
    path("", to_account, name="mfa_list_webauthn"),
    path("add/", account_page(views.AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path(
        "<int:pk>/rename/",
        account_page(views.RenamePasskeyView.as_view()),
        name="mfa_edit_webauthn",
    ),
    path(
        "<int:pk>/remove/",
        account_page(views.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("sign-in/", account_page(webauthn_views.login_webauthn), name="mfa_login_webauthn"),
    path(
        "confirm/",
        account_page(views.ConfirmByPasskeyView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
]
code_urls = [  # /accounts/second-factor/recovery-codes/
    path("", account_page(views.RecoveryCodesView.as_view()), name="mfa_view_recovery_codes"),
    path(
        "new/",
        account_page(views.NewRecoveryCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
]
second_factor_urls = [  # /accounts/second-factor/
    path("", to_account, name="mfa_index"),
    path("code/", account_page(views.CodeView.as_view()), name="mfa_authenticate"),
    path("confirm/", account_page(views.ConfirmByCodeView.as_view()), name="mfa_reauthenticate"),
    path("app/", include(app_urls)),
    path("passkeys/", include(passkey_urls)),
    path("recovery-codes/", include(code_urls)),
]
urlpatterns = [
    path("", account_page(views.account), name="account"),
    path("roles/", account_page(views.who_may_do_what), name="roles"),
    path(
        "sign-out-everywhere/", account_page(views.sign_out_everywhere), name="sign_out_everywhere"
    ),
    path("login/", account_page(views.LoginView.as_view()), name="account_login"),
    path("logout/", account_page(allauth_views.logout), name="account_logout"),
    path("inactive/", account_page(allauth_views.account_inactive), name="account_inactive"),
    path(
        "password/change/",
        account_page(views.PasswordChangeView.as_view()),
        name="account_change_password",
    ),
    path("password/reset/", include(reset_urls)),
    path(
        "confirm/",
        account_page(views.ConfirmByPasswordView.as_view()),
        name="account_reauthenticate",
    ),
    path("second-factor/", include(second_factor_urls)),
]
