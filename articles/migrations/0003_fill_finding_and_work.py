"""What articles are found by, who edited last, and what was published of it."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

import languages
from articles import body
from languages.columns import column
from languages.finding import words


def columns_of(model, field):
    """By language; a language that is added later has no column yet."""
    names = {code: column(field, code) for code in languages.codes()}
    known = {field.name for field in model._meta.concrete_fields}
    return {code: name for code, name in names.items() if name in known}


def fill_articles(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    names = [*columns_of(Article, "headline").values(), *columns_of(Article, "slug").values()]
    for article in Article.objects.only("id", *names).iterator(500):
        texts = (getattr(article, name) for name in names)
        Article.objects.filter(pk=article.pk).update(found_by=words(*texts))


def fill_editions(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    Revision = apps.get_model("articles", "Revision")
    Publication = apps.get_model("articles", "Publication")
    last = Revision.objects.filter(edition=OuterRef("pk")).order_by("-number")
    decided = Publication.objects.filter(edition=OuterRef("pk")).order_by("-live_from")
    Edition.objects.update(
        edited_at=Subquery(last.values("created_at")[:1]),
        edited_by=Subquery(last.values("author")[:1]),
    )
    Edition.objects.filter(publications__isnull=False).update(
        published_version=Subquery(decided.values("revision__number")[:1])
    )


def fill_figures(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    Image = apps.get_model("images", "Image")
    Article = apps.get_model("articles", "Article")
    known = set(Image.objects.values_list("pk", flat=True))
    for code, name in columns_of(Article, "body").items():
        bodies = Article.objects.filter(**{f"{name}__contains": "<figure"})
        for pk, markup in bodies.values_list("pk", name).iterator(500):
            edition = Edition.objects.filter(article=pk, language=code).first()
            if edition:
                edition.figures.add(*known.intersection(body.image_ids(markup)))


def release_alerts(apps, schema_editor):
    Alert = apps.get_model("articles", "Alert")
    Alert.objects.update(released_at=F("starts_at"), released_by=F("created_by"))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_finding_and_work"),
        ("images", "0002_finding_and_work"),
    ]

    operations = [
        migrations.RunPython(step, migrations.RunPython.noop)
        for step in (fill_articles, fill_editions, fill_figures, release_alerts)
    ]
