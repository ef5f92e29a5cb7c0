"""Which images readers see: what decides who is given their files."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.models import Publication
from authors.models import Author
from images.models import Image
from images.uses import Places, Use
from languages.admin import in_some_language
from languages.columns import column, columns
from website.caching import LONGEST
from website.models import StaticPage
from website.shared import open_languages


class Pages(Places):
    """All that readers see, and static pages as places of use."""

    def of(self, image_id, most):
        """One query."""
        pages = StaticPage.objects.rewrite(False).filter(_shows(columns("body"), image_id))
        pages = pages.only("slug", *columns("title")).order_by("id")
        return [_use(page) for page in pages[:most]]

    def live_ids(self, image_ids):
        """Three queries; two where every image is found in stories and portraits."""
        codes = open_languages()
        if not codes:
            return set()
        found = _in_stories_and_portraits(image_ids, codes)
        left = {*image_ids} - found
        return found | (_on_static_pages(left, codes) if left else set())


def _use(page):
    title, code = in_some_language(page, "title")
    url = reverse("admin:website_staticpage_change", args=[page.pk])
    return Use(_("Page"), title or page.slug, code, url, is_live=bool(title))


def _in_stories_and_portraits(image_ids, codes):
    """One query, in which each image costs a look-up, however many stories have shown it."""
    # A page that is kept still shows what ended since it was made.
    now, kept_since = timezone.now(), timezone.now() - timedelta(seconds=LONGEST)
    live = Publication.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=kept_since),
        language__in=codes,
        live_from__lte=now,
    )
    named = reduce(or_, (Q(**{f"{column('name', code)}__gt": ""}) for code in codes))
    authors = Author.objects.rewrite(False).filter(named, portrait=OuterRef("pk"))
    return set(
        Image.objects.rewrite(False)
        .filter(
            Exists(live.filter(lead_image=OuterRef("pk")))
            | Exists(live.filter(figures=OuterRef("pk")))
            | Exists(authors),
            pk__in=image_ids,
        )
        .order_by()
        .values_list("pk", flat=True)
    )


def _on_static_pages(image_ids, codes):
    """One query over the few pages that are not news."""
    shown = set()
    names = [column("body", code) for code in codes]
    titles = [column("title", code) for code in codes]
    pages = StaticPage.objects.rewrite(False).filter(_shows(names))
    for row in pages.values_list(*names, *titles):
        for html, title in zip(row[: len(codes)], row[len(codes) :], strict=True):
            if title:
                shown |= {*body.image_ids(html)}
    return shown & image_ids


def _shows(names, image_id=None):
    """Whether a body among these columns has a figure, of an image if one is given."""
    reference = f'data-image="{image_id}"' if image_id else "data-image="
    return reduce(or_, (Q(**{f"{name}__contains": reference}) for name in names))
