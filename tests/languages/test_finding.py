"""What people type finds what they mean, in every script, on both databases."""

import pytest

from articles.models import Article
from languages.finding import terms, words
from tests.factories import make_article

FOUND = [
    ("fr", "Grève des aiguilleurs : un vol sur trois annulé", "greve vol"),
    ("fr", "Grève des aiguilleurs : un vol sur trois annulé", "AIGUILL"),
    ("en", "It's the St. George's flag", "george"),
    ("ar", "الانتخابات في المدينة", "انتخابات"),
    ("ar", "الانتخابات في المدينة", "الانتخابات"),
    ("ar", "أُعلن عن الفيضانات", "اعلن"),
    ("ru", "Ёлка приехала в Москву", "елка моск"),
    ("es", "El año del museo", "ano mus"),
    ("zh-hans", "新型电池工厂将于春季投产", "电池"),
    ("zh-hans", "新型电池工厂将于春季投产", "池工厂将"),
    ("zh-hans", "新型电池工厂将于春季投产", "池"),
    ("zh-hans", "新型电池工厂将于春季投产", "产"),
    ("zh-hans", "5G时代的电池", "5g 电池"),
    ("zh-hans", "5G时代的电池", "时代"),
]
NOT_FOUND = [
    ("fr", "Grève des aiguilleurs", "reve"),
    ("fr", "Grève des aiguilleurs", "greve train"),
    ("zh-hans", "新型电池工厂", "工电"),
    ("en", "Flag", "%"),
    ("en", "Flag", "_"),
    ("en", "Flag", "'"),
    ("en", "Flag", ""),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "headline", "query"), FOUND)
def test_the_beginnings_of_its_words_find_an_article(language, headline, query):
    article = make_article(language=language, headline=headline)

    assert list(Article.objects.filter(found_by__finds=query)) == [article]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "headline", "query"), NOT_FOUND)
def test_anything_else_does_not(language, headline, query):
    make_article(language=language, headline=headline, slug="x")

    assert not Article.objects.filter(found_by__finds=query).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["' | '", "a' & !'b", "\\", "a:*", "<->", "(", "\x00", "a" * 900])
def test_whatever_is_typed_is_no_error(query):
    assert list(Article.objects.filter(found_by__finds=query)) == []


def test_a_query_has_a_bounded_number_of_terms():
    assert len(terms(" ".join(str(number) for number in range(500)))) == 12


def test_each_word_is_kept_once():
    assert words("One two", "TWO óne", None, "") == "one two"
