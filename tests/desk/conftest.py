"""Stories that were read, for the pages of readership: at noon of a day in November."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from audience.models import RecentViews, Tally, ViewTotal
from tests.factories import make_publication, make_user

NOON = datetime(2026, 11, 23, 12, 3, tzinfo=UTC)
SLOT = datetime(2026, 11, 23, 11, 55, tzinfo=UTC)  # the last that is over
TODAY = NOON.date()


def tally(views, *, of="everything", object_id=0, language="fr", day=TODAY):
    Tally.objects.create(of=of, object_id=object_id, language=language, day=day, views=views)


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def chief(client, noon):
    """Who is signed in, and reads English."""
    chief = make_user(interface_language="en")
    client.force_login(chief)
    return chief


@pytest.fixture
def story(noon, chief):
    """Publish a story so many hours ago, with views of the last half hour; its publication."""

    def story(now=0, *, hours=1, before=0, total=0, **fields):
        noon.move_to(NOON - timedelta(hours=hours))
        publication = make_publication(by=chief, **fields)
        noon.move_to(NOON)
        edition = publication.edition
        for slot, views in [(SLOT, now), (SLOT - timedelta(minutes=30), before)]:
            if views:
                RecentViews.objects.create(edition=edition, slot=slot, views=views)
        ViewTotal.objects.create(edition=edition, views=total)
        return publication

    return story
