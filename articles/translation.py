from modeltranslation.translator import TranslationOptions, register

from articles.models import Alert, Article, Correction, Section, Topic


@register(Section)
@register(Topic)
class SectionTranslation(TranslationOptions):
    fields = ["name", "slug", "description"]


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = [
        "kicker",
        "headline",
        "slug",
        "summary",
        "dateline",
        "seo_title",
        "seo_description",
        "body",
    ]


@register(Alert)
@register(Correction)
class TextTranslation(TranslationOptions):
    fields = ["text"]
