import mimetypes

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve

from audience import views as audience
from newsroom import health

handler400 = "website.errors.bad_request"
handler403 = "website.errors.permission_denied"
handler404 = "website.errors.page_not_found"
handler500 = "website.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("views/", audience.count, name="count-view"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

if settings.DEBUG:  # in production the web server has this folder, and this folder alone
    mimetypes.add_type("image/avif", ".avif")
    mimetypes.add_type("image/webp", ".webp")
    renditions = {"document_root": settings.MEDIA_ROOT / "renditions"}
    urlpatterns += [path("media/renditions/<path:path>", serve, renditions)]

urlpatterns += [path("", include("website.urls"))]
