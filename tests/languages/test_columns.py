from articles.models import Article, Publication
from languages.columns import column, columns, per_language, translated_fields


def test_a_column_is_named_after_its_language():
    assert column("headline", "zh-hans") == "headline_zh_hans"


def test_columns_come_in_the_order_in_which_languages_are_shown():
    expected = ["name_en", "name_fr", "name_ar", "name_ru", "name_es", "name_zh_hans"]

    assert columns("name") == expected


def test_columns_per_language():
    found = per_language(["headline", "body"])

    assert list(found) == ["en", "fr", "ar", "ru", "es", "zh-hans"]
    assert found["ar"] == ["headline_ar", "body_ar"]


def test_translated_fields_come_as_declared():
    expected = ["kicker", "headline", "slug", "summary", "dateline", "seo_title"]

    assert translated_fields(Article) == [*expected, "seo_description", "body"]


def test_a_model_of_one_language_has_no_translated_fields():
    assert translated_fields(Publication) == []
