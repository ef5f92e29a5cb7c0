from django.contrib import admin
from django.urls import include, path

from audience import views as audience
from images import serving
from newsroom import health
from website import previews

handler400 = "website.errors.bad_request"
handler403 = "website.errors.permission_denied"
handler404 = "website.errors.page_not_found"
handler500 = "website.errors.server_error"

alert_urls = [  # of the desk, in the look of the readers' pages
    path("preview/", admin.site.admin_view(previews.alert), name="alert-preview"),
    path("<int:alert_id>/preview/", admin.site.admin_view(previews.alert), name="alert-preview"),
]
urlpatterns = [
    path("admin/articles/alert/", include(alert_urls)),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("views/", audience.count, name="count-view"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("media/renditions/<str:name>", serving.rendition, name="rendition"),
    path("", include("website.urls")),
]
