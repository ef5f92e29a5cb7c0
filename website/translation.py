from modeltranslation.translator import TranslationOptions, register

from website.models import SiteSettings, StaticPage


@register(SiteSettings)
class SiteSettingsTranslation(TranslationOptions):
    fields = ["brand", "tagline", "navigation"]


@register(StaticPage)
class StaticPageTranslation(TranslationOptions):
    fields = ["title", "body"]
