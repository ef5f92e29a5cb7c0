from django.urls import include, path, re_path, register_converter

from website import views
from website.converters import AddressConverter, LanguageConverter, StoryConverter

register_converter(LanguageConverter, "language")
register_converter(AddressConverter, "address")
register_converter(StoryConverter, "story")

language_urls = [  # /<language>/
    path("", views.home, name="home"),
    path("authors/<address:slug>/", views.author, name="author"),
    path("topics/<address:slug>/", views.topic, name="topic"),
    path("pages/<address:slug>/", views.static_page, name="static-page"),
    path("<address:slug>/", views.section, name="section"),
    path("<str:section>/<story:article_id>/", views.article, name="article"),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("<language:language>/", include(language_urls)),
    re_path("", views.nothing),
]
