"""Nobody's save undoes what somebody else saved to the same row."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from modeltranslation.translator import translator

from accounts.models import User
from articles.fields import BodyField
from articles.models import Alert, Article, Correction, Section, Topic
from authors.models import Author
from images.models import Image
from languages.columns import column, translated_fields
from languages.slugs import AddressField
from tests.factories import (
    in_every_language,
    make_alert,
    make_article,
    make_author,
    make_image,
    make_section,
    make_topic,
    make_user,
)
from website.models import SiteSettings, StaticPage

pytestmark = pytest.mark.django_db

TRANSLATED = sorted(translator.get_registered_models(abstract=False), key=lambda m: m._meta.label)
MAKERS = {
    Alert: lambda: make_alert(**in_every_language(text="Flood")),
    Article: make_article,
    Author: make_author,
    Correction: lambda: Correction.objects.create(article=make_article(), text_fr="Non."),
    Image: make_image,
    Section: make_section,
    SiteSettings: lambda: SiteSettings.objects.update_or_create(pk=1)[0],
    StaticPage: lambda: StaticPage.objects.create(slug="imprint", **in_every_language(title="I")),
    Topic: make_topic,
}


def copies(model):
    """The same row, loaded twice."""
    pk = MAKERS[model]().pk
    return model.objects.get(pk=pk), model.objects.get(pk=pk)


def edit(row, language):
    """Give every translated field a new text in a language; the texts by column."""
    texts = {}
    for name in translated_fields(type(row)):
        field = row._meta.get_field(name)
        text = f"new-{name.replace('_', '-')}-{language}"
        if isinstance(field, BodyField):
            text = f'<p data-block="block1">{text}</p>'
        elif not isinstance(field, AddressField):
            text = text.replace("-", " ")
        texts[column(name, language)] = text
    for name, text in texts.items():
        setattr(row, name, text)
    return texts


def written_columns(queries):
    """The columns of the only UPDATE among the queries, but for the one of the finder's words."""
    updates = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    [update] = [sql for sql in updates if 'SET "found_by"' not in sql]
    assignments = re.match(r'UPDATE "\w+" SET (.*) WHERE ', update, re.DOTALL)[1]
    return set(re.findall(r'"(\w+)" = ', assignments))


def stamps(model):
    return {f.name for f in model._meta.fields if getattr(f, "auto_now", False)}


def stored(row, names):
    return type(row).objects.filter(pk=row.pk).rewrite(False).values(*names).get()


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_french_and_arabic_saved_on_two_copies_both_stay(model):
    one, other = copies(model)

    french = edit(one, "fr")
    one.save()
    arabic = edit(other, "ar")
    other.save()

    assert stored(one, [*french, *arabic]) == french | arabic


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_a_save_writes_only_the_columns_that_changed(model):
    row, _other = copies(model)
    french = edit(row, "fr")

    with CaptureQueriesContext(connection) as queries:
        row.save()

    assert written_columns(queries) == {*french, *stamps(model)}


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_update_fields_of_a_translated_field_is_the_column_of_the_active_language(model):
    row, _other = copies(model)
    name = translated_fields(model)[0]
    edit(row, "fr"), edit(row, "ar")

    with CaptureQueriesContext(connection) as queries, translation.override("ar"):
        row.save(update_fields=[name])

    assert written_columns(queries) == {column(name, "ar")}


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_a_save_without_changes_writes_nothing(model):
    row, _other = copies(model)

    with CaptureQueriesContext(connection) as queries:
        row.save()

    assert [query["sql"] for query in queries] == []


def test_a_field_that_is_not_translated_is_kept_apart_from_the_texts():
    one, other = copies(Section)

    one.position = 7
    one.save()
    other.name_fr = "Monde"
    other.save()

    assert stored(one, ["position", "name_fr"]) == {"position": 7, "name_fr": "Monde"}


def test_with_no_active_language_update_fields_means_the_default_one():
    row, _other = copies(Section)
    row.name_en = "World"

    with translation.override(None):
        row.save(update_fields=["name"])

    assert stored(row, ["name_en"]) == {"name_en": "World"}


def test_a_change_that_update_fields_left_out_is_written_by_the_next_save():
    row, _other = copies(Section)
    row.name_fr, row.position = "Monde", 7

    row.save(update_fields=["position"])
    row.save()

    assert stored(row, ["name_fr", "position"]) == {"name_fr": "Monde", "position": 7}


def test_a_change_outlives_the_loading_of_a_deferred_column():
    pk = make_section(name_ar="العالم").pk
    row = Section.objects.rewrite(False).only("name_fr").get(pk=pk)
    row.name_fr = "Monde"

    assert row.name_ar == "العالم"  # reads it from the database
    row.save()

    assert stored(row, ["name_fr"]) == {"name_fr": "Monde"}


def test_a_change_outlives_the_refreshing_of_another_field():
    row, _other = copies(Section)
    row.name_fr = "Monde"

    row.refresh_from_db(fields=["position"])
    row.save()

    assert stored(row, ["name_fr"]) == {"name_fr": "Monde"}


def test_what_was_refreshed_is_not_written_again():
    one, other = copies(Section)
    one.name_fr = "Monde"
    one.save()

    other.refresh_from_db()

    assert other.changed_columns() == []


def test_a_deferred_column_is_left_alone_unless_it_is_set():
    pk = make_section(name_ar="العالم").pk
    row = Section.objects.rewrite(False).only("name_fr").get(pk=pk)
    row.name_ru = "Мир"

    with CaptureQueriesContext(connection) as queries:
        row.save()

    assert written_columns(queries) == {"name_ru"}


def test_a_value_that_was_changed_in_place_is_written():
    row = User.objects.get(pk=make_user(languages=["fr"]).pk)

    row.languages.append("ar")
    row.save()

    assert User.objects.get(pk=row.pk).languages == ["fr", "ar"]


def test_an_expression_is_written():
    row, _other = copies(Section)
    row.position = F("position") + 5

    row.save()

    assert stored(row, ["position"]) == {"position": 5}


def test_a_relation_is_written_by_its_id():
    one, other = copies(Article)
    section, image = make_section(), make_image()

    one.section = section
    one.save()
    other.lead_image = image
    other.save()

    expected = {"section_id": section.pk, "lead_image_id": image.pk}
    assert stored(one, expected) == expected


def test_the_moment_of_the_change_is_noted_whatever_changed():
    row, _other = copies(Article)
    long_ago = timezone.now() - timedelta(days=400)
    Article.objects.filter(pk=row.pk).update(modified_at=long_ago)

    row.headline_fr = "Nouveau"
    row.save()

    assert stored(row, ["modified_at"])["modified_at"] > long_ago


def test_a_copy_under_a_new_key_is_written_whole():
    row, _other = copies(Topic)
    row.pk, row._state.adding = None, True
    texts = edit(row, "fr") | edit(row, "en")
    for code in ("ar", "ru", "es", "zh-hans"):
        setattr(row, column("slug", code), None)

    row.save()

    assert Topic.objects.count() == 2
    assert stored(row, [*texts, "name_ar"]) == texts | {"name_ar": row.name_ar}


def test_an_image_is_found_by_what_both_copies_said():
    one, other = copies(Image)

    one.alt_text_fr = "Un pont levant"
    one.save()
    other.alt_text_ar = "جسر متحرك"
    other.save()

    for query in ("levant", "جسر"):
        assert list(Image.objects.filter(found_by__finds=query).values_list("pk")) == [(one.pk,)]
