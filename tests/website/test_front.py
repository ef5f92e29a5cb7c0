"""What stands where on a front page: told from publications, however many there are."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from articles.models import Publication
from website import front
from website.front import VOICES, arrange, has_band
from website.most_read import offered
from website.shared import SectionEntry

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
KINDS = ["news", "analysis", "news", "opinion", "news", "explainer", "interview"]
MENU = [SectionEntry(n, f"Section {n}", f"section-{n}", "world", f"/fr/{n}/") for n in range(1, 8)]


def archive(number, *, kinds=KINDS, sections=7, picture=lambda n: n):
    """So many publications, newest first, each an hour older than the one before."""
    return [
        Publication(
            pk=10_000 - n,
            article_id=n,
            edition_id=n,
            kind=kinds[n % len(kinds)],
            section_id=n % sections + 1,
            lead_image_id=picture(n),
            published_at=NOW - timedelta(hours=n),
        )
        for n in range(1, number + 1)
    ]


def page_of(publications, menu=MENU):
    """The front page of these, read as ``front`` reads them."""
    newest = publications[: front.NEWEST]
    voices = [p for p in publications if p.kind in VOICES][: front.MOST_VOICES]
    voices = voices if has_band(newest, voices) else []
    older = {
        section.id: [
            p for p in publications if p.section_id == section.id and p not in [*newest, *voices]
        ][: front.LARGEST["feature"]]
        for section in menu
    }
    return arrange(newest, voices, older, menu)


NUMBERS = [1, 2, 3, 5, 6, 7, 8, 11, 14, 26, 60, 300]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kinds", [KINDS, ["news"], ["opinion"], ["opinion", "news"]])
@pytest.mark.parametrize("sections", [1, 3, 7])
def test_no_story_stands_twice(number, kinds, sections):
    publications = archive(number, kinds=kinds, sections=sections)

    page = page_of(publications)

    assert max(Counter(p.pk for p in page.stories).values()) == 1
    assert {p.pk for p in page.stories} <= {p.pk for p in publications}


@pytest.mark.parametrize("number", [n for n in NUMBERS if n <= 14])
def test_a_small_archive_is_shown_whole(number):
    assert len(page_of(archive(number)).stories) == number


def test_three_stories_are_a_lead_and_two_features():
    page = page_of(archive(3, kinds=["news", "opinion", "interview"]))

    assert page.lead.article_id == 1
    assert [size for size, _ in page.cards_beside] == ["feature", "feature"]
    assert (page.latest, page.blocks, page.voices) == ([], [], [])


def test_fourteen_stories_of_seven_sections_fill_latest_voices_and_a_block():
    page = page_of(archive(14))

    assert len(page.beside) == 4
    assert len(page.latest) >= 3
    assert {p.kind for p in page.voices} <= set(VOICES)
    assert [block.section for block in page.blocks] == [None]
    assert len(page.blocks[0].stories) >= 3


def test_a_large_archive_has_seven_in_latest_and_a_block_of_every_section():
    page = page_of(archive(300))

    assert len(page.latest) == 7
    assert len(page.voices) == 4
    assert [block.section for block in page.blocks] == MENU
    assert [len(block.stories) for block in page.blocks] == [5, 3, 5, 3, 5, 3, 5]


@pytest.mark.parametrize("number", NUMBERS)
def test_neighbouring_blocks_differ_and_rows_are_full(number):
    blocks = page_of(archive(number)).blocks

    assert all(one.shape != other.shape for one, other in pairwise(blocks))
    assert all(len(b.stories) % 3 == 0 for b in blocks if b.shape == "trio")
    assert all(len(b.stories) >= 3 for b in blocks)


def test_latest_runs_from_new_to_old():
    moments = [p.published_at for p in page_of(archive(60)).latest]

    assert moments == sorted(moments, reverse=True)


def test_sections_with_few_stories_join_and_those_off_the_menu_too():
    publications = archive(30, kinds=["news"], sections=7)
    menu = [section for section in MENU if section.id != 7]
    few = [p for p in publications if p.section_id != 1 or p.article_id < 20]

    page = page_of(few, menu)

    mixed = [block for block in page.blocks if block.is_mixed]
    assert len(mixed) == 1
    assert {p.section_id for p in mixed[0].stories} >= {7}


def test_a_story_with_a_picture_leads_and_heads_its_block():
    page = page_of(archive(300, kinds=["news"], picture=lambda n: n if n % 4 == 3 else None))

    assert page.lead.article_id == 3
    assert all(block.stories[0].lead_image_id for block in page.blocks if block.shape == "feature")


def test_a_picture_that_stands_above_heads_no_block():
    """Of each pair of stories in a section the newer has the picture that leads the page."""
    publications = archive(300, picture=lambda n: 1 if n % 14 < 7 else n)

    page = page_of(publications)

    heads = [block.stories[0].lead_image_id for block in page.blocks if block.shape == "feature"]
    assert page.lead.lead_image_id == 1
    assert 1 not in heads


def test_opinion_alone_on_top_stands_in_no_band():
    page = page_of(archive(5, kinds=["opinion"]))

    assert page.voices == []
    assert len(page.beside) == 4


def test_one_opinion_is_no_band():
    page = page_of(archive(20, kinds=["news"] * 19 + ["opinion"]))

    assert page.voices == []


def test_most_read_leaves_out_what_stands_above_and_needs_five():
    publications = archive(300)
    page = page_of(publications)
    above = [p.edition_id for p in page.stories]
    below = [p.edition_id for p in publications if p.edition_id not in above][::-1]

    def read(day, week):
        found = offered({"day": day, "week": week}, publications, taken=page.stories)
        return {one.span: [p.edition_id for p in one.stories] for one in found}

    of_the_day, of_the_week = above[:3] + below[:9], below[20:30] + above
    assert read(of_the_day, of_the_week) == {"day": below[:5], "week": below[20:25]}
    assert read(of_the_day, of_the_day) == {"day": below[:5], "week": below[:5]}
    assert read(above + below[:4], of_the_week) == {"week": below[20:25]}
    assert read(of_the_day, below[:4]) == {"day": below[:5]}
    assert read(above, above) == {}
