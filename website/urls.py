from django.urls import include, path, re_path, register_converter

from website import banner, embeds, reads, views
from website.converters import (
    AddressConverter,
    DayConverter,
    LanguageConverter,
    MonthConverter,
    NumberConverter,
    SectionConverter,
    StoryConverter,
)

register_converter(DayConverter, "day")
register_converter(LanguageConverter, "language")
register_converter(AddressConverter, "address")
register_converter(MonthConverter, "month")
register_converter(NumberConverter, "number")
register_converter(SectionConverter, "section")
register_converter(StoryConverter, "story")

language_urls = [  # /<language>/
    path("", views.home, name="home"),
    path("alerts/", banner.alerts, name="alerts"),
    path("authors/<address:slug>/", views.author, name="author"),
    path("embeds/<str:provider>/<path:reference>/", embeds.embed, name="embed"),
    path("reads/<number:article_id>/", reads.reads, name="reads"),
    path("topics/<address:slug>/", views.topic, name="topic"),
    path("pages/<address:slug>/", views.static_page, name="static-page"),
    path("<month:month>/", views.month, name="month"),
    path("<day:day>/", views.day, name="day"),
    path("<address:slug>/", views.section, name="section"),
    path("<section:section>/<story:article_id>/", views.article, name="article"),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("<language:language>/", include(language_urls)),
    re_path("", views.nothing),
]
