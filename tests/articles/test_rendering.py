from datetime import timedelta
from urllib.parse import unquote

import lxml.html
import pytest
from django.utils import timezone

from articles import addresses, body, publishing
from articles.models import Publication
from articles.rendering import figure_ids, render_body, with_pictures
from images.models import Rendition
from images.renditions import pictures
from tests.factories import make_edition, make_image, make_publication, make_section, make_user

pytestmark = pytest.mark.django_db


def render(html, language="fr", at=None):
    return render_body(body.clean(html), language, at or timezone.now())


def link_to(article_id):
    return f'<p>Voir <a data-article="{article_id}" lang="fr">le <em>récit</em></a>.</p>'


def path_of(publication):
    [found] = addresses.with_section_slug(Publication.objects.filter(pk=publication.pk))
    slug = found.section_slug
    return addresses.article_path(found.language, slug, found.slug, found.article_id)


def test_block_ids_are_for_the_desk_alone():
    html = "<h2>Un</h2><ul><li>Deux</li></ul><blockquote><p>Trois</p></blockquote>"

    assert render(html) == html


def test_language_and_direction_reach_readers():
    html = '<p lang="ar" dir="rtl">نص <span lang="fr" dir="ltr">mots</span></p>'

    assert render(html) == html


# --- Links -------------------------------------------------------------------------------


def test_a_link_to_a_live_story_leads_to_it_in_the_readers_language():
    chief, section = make_user(), make_section(slug_fr="monde", slug_ar="العالم")
    french = make_publication(by=chief, section=section, headline="Le récit")
    pk = french.article_id
    arabic = make_edition(article=french.article, language="ar", by=chief, headline="القصة")
    publishing.publish(arabic, by=chief)

    assert unquote(render(link_to(pk), "fr")) == (
        f'<p>Voir <a lang="fr" href="/fr/monde/le-récit-{pk}/">le <em>récit</em></a>.</p>'
    )
    assert unquote(render(link_to(pk), "ar")) == (
        f'<p>Voir <a lang="fr" href="/ar/العالم/القصة-{pk}/">le <em>récit</em></a>.</p>'
    )


def test_a_link_to_a_story_that_is_not_live_in_the_language_becomes_plain_words():
    french = make_publication()

    assert render(link_to(french.article_id), "ar") == "<p>Voir le <em>récit</em>.</p>"


def test_a_link_to_a_draft_or_to_nothing_becomes_plain_words():
    draft = make_edition()

    for pk in (draft.article_id, draft.article_id + 1):
        assert render(link_to(pk)) == "<p>Voir le <em>récit</em>.</p>"


def test_a_link_is_resolved_for_the_moment_at_which_the_text_goes_live():
    now = timezone.now()
    to_come = make_publication(at=now + timedelta(hours=1), until=now + timedelta(hours=2))
    html = link_to(to_come.article_id)

    assert "href" not in render(html, at=now)
    assert f'href="{path_of(to_come)}"' in render(html, at=now + timedelta(hours=1))
    assert "href" not in render(html, at=now + timedelta(hours=2))


def test_links_to_elsewhere_stay():
    html = '<p><a href="https://example.org/?a=1&amp;b=2">mots</a></p>'

    assert render(html) == html


def test_a_published_body_leads_readers_within_their_language():
    chief = make_user()
    target = make_publication(by=chief, language="fr")
    copied = f'<p><a href="/fr/monde/le-récit-{target.article_id}/">القصة</a></p>'

    arabic = make_publication(by=chief, language="ar", body=copied)

    assert arabic.body == "<p>القصة</p>"


# --- Figures -----------------------------------------------------------------------------


def shown(html, language="fr"):
    """As a page shows it."""
    rendered = render(html, language)
    return with_pictures(rendered, pictures(figure_ids(rendered)))


def figure_in(html):
    [figure] = lxml.html.fragment_fromstring(html, create_parent="div").iter("figure")
    return figure


def test_a_figure_becomes_the_picture_with_its_words_in_the_language():
    image = make_image(alt_text_ar="ميناء", caption_ar="الميناء ليلا", credit="N. Karim")

    rendered = shown(f'<p>نص</p><figure data-image="{image.pk}"></figure><p>نص</p>', "ar")

    figure = figure_in(rendered)
    [picture] = figure.iter("img")
    largest = Rendition.objects.filter(image=image, format="jpeg", ratio="own").last()
    assert picture.get("alt") == "ميناء"
    assert picture.get("src") == largest.file.url
    assert (picture.get("width"), picture.get("height")) == ("48", "32")
    assert {source.get("type") for source in figure.iter("source")} == {"image/avif", "image/webp"}
    assert " ".join(figure.text_content().split()) == "الميناء ليلا N. Karim"
    assert rendered.startswith("<p>نص</p><figure>")
    assert rendered.endswith("</figure><p>نص</p>")


def test_a_decorative_picture_has_an_empty_alternative_text():
    image = make_image(is_decorative=True, alt_text_fr="Un port")

    figure = figure_in(shown(f'<figure data-image="{image.pk}"></figure>'))

    assert [picture.get("alt") for picture in figure.iter("img")] == [""]


def test_words_of_an_image_are_no_markup():
    for alt in ('"><script>', "'><script>", "\"'><script>", "&quot;&#39;><script>"):
        image = make_image(alt_text_fr=alt, caption_fr="<b>a</b> & b", credit="<i>")

        figure = figure_in(shown(f'<figure data-image="{image.pk}"></figure>'))

        assert [picture.get("alt") for picture in figure.iter("img")] == [alt]
        assert " ".join(figure.text_content().split()) == "<b>a</b> & b <i>"
        assert not list(figure.iter("script", "b", "i"))


def test_a_figure_of_an_image_that_is_gone_is_left_out():
    html = '<p>Un</p><figure data-image="999"></figure><p>Deux</p>'

    assert render(html) == "<p>Un</p><p>Deux</p>"


def test_words_of_a_figure_stay_as_they_were_published_and_the_picture_may_come_later():
    image = make_image(alt_text_fr="Un port & un phare", caption_fr="Le port")
    files = list(image.renditions.all())
    Rendition.objects.all().delete()
    published = render(f'<p>Un</p><figure data-image="{image.pk}"></figure><p>Deux</p>')
    image.alt_text_fr = image.caption_fr = "Autre chose"
    image.save()

    assert with_pictures(published, pictures(figure_ids(published))) == "<p>Un</p><p>Deux</p>"

    Rendition.objects.bulk_create(files)
    figure = figure_in(with_pictures(published, pictures(figure_ids(published))))
    assert [picture.get("alt") for picture in figure.iter("img")] == ["Un port & un phare"]
    assert figure.text_content().split() == ["Le", "port", "A", "photographer"]
    assert not figure.attrib


def test_a_body_that_was_published_with_its_pictures_stays_as_it_is():
    """Before pictures were filled in by the page, the published body held them."""
    html = '<figure>\n<picture><img src="/media/renditions/a.jpeg" alt=""></picture></figure>'

    assert figure_ids(html) == []
    assert with_pictures(html, {}) == html


def test_two_figures_are_two_pictures():
    images = [make_image(alt_text_fr="Un"), make_image(alt_text_fr="Deux")]
    html = "".join(f'<figure data-image="{image.pk}"></figure><p>mots</p>' for image in images)

    root = lxml.html.fragment_fromstring(shown(html * 2), create_parent="div")

    assert [picture.get("alt") for picture in root.iter("img")] == ["Un", "Deux"] * 2


def test_a_body_takes_two_queries_however_much_it_refers_to(django_assert_num_queries):
    chief = make_user()
    for number in (1, 3):
        images = [make_image() for _ in range(number)]
        stories = [make_publication(by=chief) for _ in range(number)]
        html = "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)
        html += "".join(link_to(story.article_id) for story in stories)

        with django_assert_num_queries(2):
            assert render(html).count("<figure") == number


def test_a_body_of_words_alone_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        render("<p>Un</p>")
