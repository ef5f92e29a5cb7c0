import pytest

from languages.ids import LARGEST_ID, id_in, id_typed


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (12, 12), (str(LARGEST_ID), LARGEST_ID)]
    + [(text, None) for text in ("", "0", "-1", "²", "٣", "1.0", "12a", " 12", "9" * 5000)]
    + [(None, None), (str(LARGEST_ID + 1), None)],
)
def test_an_id_is_a_number_that_a_row_can_have(text, number):
    assert id_in(text) == number


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("12", (12, False)),
        (" #12 ", (12, False)),
        ("/fr/monde/marees-12/", (12, True)),
        ("/fr/12/", (12, True)),
        ("https://news.example/fr/monde/2026-le-bilan-12/?utm=9#top", (12, True)),
        ("/admin/articles/article/12/change/?language=fr", (12, True)),
        ("//[2/-12", (12, True)),
        ("marees-12", (None, False)),
        ("/fr/monde/12-marees/", (None, False)),
        ("/", (None, False)),
        ("#", (None, False)),
        (f"/fr/x-{LARGEST_ID + 1}/", (None, False)),
    ],
)
def test_people_type_a_number_or_paste_an_address(query, found):
    assert id_typed(query) == found
