import pytest
from django.utils.translation import ngettext, override

import languages
from languages import plurals


def days(number):
    # A sentence that Django itself translates, into each of our languages.
    return ngettext("%(num)d day", "%(num)d days", number)


@pytest.mark.parametrize(
    ("code", "categories"),
    [
        ("en", {"one", "other"}),
        ("fr", {"one", "many", "other"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
        ("ru", {"one", "few", "many", "other"}),
        ("es", {"one", "many", "other"}),
        ("zh-hans", {"other"}),
    ],
)
def test_every_form_of_the_interfaces_language_is_there(code, categories):
    with override(code):
        forms = plurals.forms(days)

        assert set(forms) == categories
        for number in (0, 1, 2, 5, 11, 21, 100, 103, 1_000_000):
            category = languages.locale(code).plural_form(number)
            assert forms.get(category, forms["other"]) == days(number), number
