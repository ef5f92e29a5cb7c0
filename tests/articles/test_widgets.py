import json

import pytest

from articles.widgets import LABELS, BodyWidget
from tests.factories import make_image


def config(value, **attrs):
    context = BodyWidget(attrs).get_context("body", value, {})
    return json.loads(context["widget"]["attrs"]["data-django-prose-editor-body"])


def test_labels_speak_the_language_of_the_interface(settings):
    french = BodyWidget().get_context("body", "", {})  # rendered under the request's language

    assert json.loads(french["widget"]["attrs"]["data-django-prose-editor-body"])["labels"] == {
        name: str(label) for name, label in LABELS.items()
    }


@pytest.mark.django_db
def test_pictures_of_figures_come_along(django_assert_num_queries):
    image, other = make_image(), make_image()
    make_image()
    html = "".join(
        f'<figure data-image="{pk}" data-block="aaaa{pk:04}"></figure>'
        for pk in (image.pk, other.pk, 4711)
    )

    with django_assert_num_queries(1):
        shown = config(html)["pictures"]

    assert set(shown) == {str(image.pk), str(other.pk)}
    assert all(address.startswith("/media/renditions/") for address in shown.values())


def test_body_without_figures_asks_nothing(django_assert_num_queries):
    assert config("<p>Text</p>")["pictures"] == {}
    assert config(None)["pictures"] == {}


def test_language_and_direction_are_the_textareas():
    html = BodyWidget({"lang": "ar", "dir": "rtl"}).render("body", "<p>سطر</p>")

    assert 'lang="ar" dir="rtl"' in html
    assert "&lt;p&gt;سطر&lt;/p&gt;" in html


def test_media_needs_no_inline_script():
    assert str(BodyWidget().media).splitlines() == [
        '<link href="/static/css/prose.css" media="all" rel="stylesheet">',
        '<script src="/static/js/prose/editor.js" type="module"></script>',
    ]
