"""Of allauth only what a newsroom uses: no sign-up, no keeping of several addresses.

Nothing asks people to confirm who they are again, so that page is left out too.
"""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

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
urlpatterns = [
    path("", account_page(views.account), name="account"),
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
]
