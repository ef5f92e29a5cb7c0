"""Which addresses of other sites a body may show, and how it keeps and shows them."""

import lxml.html
import pytest
from django.utils import timezone, translation

from articles import body, editing, embeds, publishing
from articles.admin import history
from articles.rendering import figure_ids, render_body, with_pictures
from articles.widgets import embed_words
from images import uses
from images.renditions import pictures
from tests.factories import make_edition, make_image, make_publication, make_user

VIDEO = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
POST = "https://mastodon.social/@Mastodon/115000000000000001"

ADDRESSES = [
    # What people copy, whose it is, and its one address.
    ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "youtube", VIDEO),
    ("https://www.youtube.com/watch?app=desktop&v=aqz-KE-bpKQ&t=42s", "youtube", VIDEO),
    ("https://m.youtube.com/watch?v=aqz-KE-bpKQ#at", "youtube", VIDEO),
    ("http://youtube.com/watch?v=aqz-KE-bpKQ", "youtube", VIDEO),
    ("HTTPS://YouTu.be/aqz-KE-bpKQ?si=AbC", "youtube", VIDEO),
    (" youtu.be/aqz-KE-bpKQ\n", "youtube", VIDEO),
    ("https://www.youtube.com/shorts/aqz-KE-bpKQ", "youtube", VIDEO),
    ("https://www.youtube.com/live/aqz-KE-bpKQ?feature=share", "youtube", VIDEO),
    ("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0", "youtube", VIDEO),
    ("https://vimeo.com/76979871", "vimeo", "https://vimeo.com/76979871"),
    ("https://vimeo.com/channels/staffpicks/76979871", "vimeo", "https://vimeo.com/76979871"),
    ("https://player.vimeo.com/video/76979871?dnt=1", "vimeo", "https://vimeo.com/76979871"),
    (
        "https://www.dailymotion.com/video/x8m8jwc?playlist=x6",
        "dailymotion",
        "https://www.dailymotion.com/video/x8m8jwc",
    ),
    ("https://dai.ly/x8m8jwc", "dailymotion", "https://www.dailymotion.com/video/x8m8jwc"),
    (
        "https://geo.dailymotion.com/player.html?video=x8m8jwc",
        "dailymotion",
        "https://www.dailymotion.com/video/x8m8jwc",
    ),
    (
        "https://www.tiktok.com/@le.monde/video/7106594312292453675?is_from_webapp=1",
        "tiktok",
        "https://www.tiktok.com/@le.monde/video/7106594312292453675",
    ),
    ("https://x.com/jack/status/20?s=46", "x", "https://x.com/i/web/status/20"),
    ("https://mobile.twitter.com/jack/status/20/photo/1", "x", "https://x.com/i/web/status/20"),
    ("https://x.com/i/web/status/20", "x", "https://x.com/i/web/status/20"),
    (
        "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l",
        "bluesky",
        "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l",
    ),
    (
        "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3l6oveex3ii2l",
        "bluesky",
        "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3l6oveex3ii2l",
    ),
    (
        "https://www.instagram.com/nasa/reel/C9xK_abc-12/?igsh=1",
        "instagram",
        "https://www.instagram.com/p/C9xK_abc-12/",
    ),
    (f"{POST}?a=1", "mastodon.social", POST),
]
REFUSED = [
    "",
    "https://www.youtube.com/",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQtoolong",
    "https://www.youtube.com/watch?list=PLv=aqz-KE-bpKQ",
    "https://www.youtube.com/watch#v=aqz-KE-bpKQ",
    "https://www.youtube.com/@channel",
    "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
    "https://evil.example/youtube.com/watch?v=aqz-KE-bpKQ",
    "https://evil.example/?https://youtu.be/aqz-KE-bpKQ",
    "https://evilyoutube.com/watch?v=aqz-KE-bpKQ",
    "https://wwwxyoutube.com/watch?v=aqz-KE-bpKQ",
    "https://youtu.be@evil.example/aqz-KE-bpKQ",
    "https://user:secret@youtu.be/aqz-KE-bpKQ",
    "https://youtu.be:8443/aqz-KE-bpKQ",
    "https://youtu.be\\@evil.example/aqz-KE-bpKQ",
    "https://ʏoutu.be/aqz-KE-bpKQ",
    "https://youtu.be/aqz-KE-bp\u212aQ",
    "https://youtu.be/аqz-KE-bpKQ",  # a Cyrillic letter
    "javascript:alert('https://youtu.be/aqz-KE-bpKQ')",
    "javascript://youtu.be/aqz-KE-bpKQ",
    "ftp://youtu.be/aqz-KE-bpKQ",
    "//youtu.be/aqz-KE-bpKQ",
    "https://youtu.be/aqz-KE-bpKQ\nhttps://evil.example/",
    "https://youtu.be/aqz-KE-bpKQ?" + "x" * 2000,
    "https://vimeo.com/76979871/8272103f6e",  # unlisted: its number alone shows nothing
    "https://vimeo.com/about",
    "https://x.com/jack",
    "https://x.com/jack/status/20abc",
    "https://bsky.app/profile/bsky/post/3l6oveex3ii2l",
    "https://bsky.app/profile/../post/3l6oveex3ii2l",
    "https://www.tiktok.com/@a/photo/7106594312292453675",
    "https://vm.tiktok.com/ZMabcdef/",
    "https://mastodon.social/@Mastodon@other.example/115000000000000001",
    "https://other.example/@Mastodon/115000000000000001",
]


@pytest.mark.parametrize(("copied", "key", "address"), ADDRESSES)
def test_an_address_of_the_list_is_known_however_it_was_copied(copied, key, address):
    embed = embeds.find(copied)

    assert (embed.provider.key, embed.address) == (key, address)
    assert embeds.find(embed.address) == embed
    assert embeds.named(key, embed.reference) == embed


@pytest.mark.parametrize("address", [*REFUSED, None])
def test_any_other_address_is_not(address):
    assert embeds.find(address) is None


@pytest.mark.parametrize(
    ("key", "reference"),
    [
        ("youtube", "short"),
        ("youtube", "aqz-KE-bpKQ?autoplay=0"),
        ("youtube", "aqz-KE-bpKQ/x"),
        ("youtube", "aqz-KE-bpKQ\n"),
        ("youtube", ""),
        ("YouTube", "aqz-KE-bpKQ"),
        ("x", "20/photo"),
        ("x", "020 "),
        ("bluesky", "bsky.app"),
        ("bluesky", "bsky.app/3l6oveex3ii2l/x"),
        ("evil.example", "aqz-KE-bpKQ"),
    ],
)
def test_nothing_else_is_named_by_a_key_and_a_reference(key, reference):
    assert embeds.named(key, reference) is None


FRAMES = [
    (VIDEO, "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&hl=fr"),
    ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"),
    ("https://dai.ly/x8m8jwc", "https://geo.dailymotion.com/player.html?video=x8m8jwc"),
    (
        "https://www.tiktok.com/@a.b/video/7106594312292453675",
        "https://www.tiktok.com/player/v1/7106594312292453675?autoplay=1",
    ),
    (
        "https://x.com/jack/status/20",
        "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true&lang=fr",
    ),
    (
        "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l",
        "https://embed.bsky.app/embed/bsky.app/app.bsky.feed.post/3l6oveex3ii2l?colorMode=system",
    ),
    (
        "https://www.instagram.com/p/C9xK_abc-12/",
        "https://www.instagram.com/p/C9xK_abc-12/embed/captioned/",
    ),
    (POST, f"{POST}/embed"),
]


@pytest.mark.parametrize(("address", "frame"), FRAMES)
def test_a_frame_is_the_providers_own_in_its_most_private_way(address, frame):
    embed = embeds.find(address)

    assert embed.frame("fr") == frame
    assert frame.startswith(f"{embed.provider.origin}/")


def test_every_provider_has_its_frame_tested():
    assert {embeds.find(address).provider.key for address, _frame in FRAMES} == set(embeds.BY_KEY)


# --- In a stored body --------------------------------------------------------------------


def clean(html):
    """A cleaned body without the ids of its blocks; cleaning it again changes nothing."""
    stored = body.clean(html)
    assert body.clean(stored) == stored
    root = body.parse(stored)
    for element in root.iter():
        element.attrib.pop("data-block", None)
    return body.serialize(root)


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        pytest.param(
            '<figure data-embed="https://youtu.be/aqz-KE-bpKQ?t=3">Un lapin</figure>',
            f'<figure data-embed="{VIDEO}">Un lapin</figure>',
            id="its one address",
        ),
        pytest.param(
            f'<figure data-embed="{VIDEO}" data-image="7" lang="en" dir="ltr">A hare</figure>',
            f'<figure data-embed="{VIDEO}" data-image="7" lang="en" dir="ltr">A hare</figure>',
            id="still, language and direction",
        ),
        pytest.param(
            f'<figure data-embed="{VIDEO}"><p>Un <b>gros</b></p>\n<p>lapin &lt;x&gt;</p></figure>',
            f'<figure data-embed="{VIDEO}">Un gros lapin &lt;x&gt;</figure>',
            id="a title is words alone",
        ),
        pytest.param(
            f'<p>Un<figure data-embed="{VIDEO}">T</figure></p>',
            f'<p>Un</p><figure data-embed="{VIDEO}">T</figure><p></p>',
            id="never within words",
        ),
        pytest.param(
            '<figure data-embed="https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ">T</figure>',
            '<p><a href="https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ">T</a></p>',
            id="not on the list",
        ),
        pytest.param(
            '<figure data-embed="https://evil.example/?a=1&amp;b" data-image="7" lang="en">'
            "</figure>",
            '<p lang="en"><a href="https://evil.example/?a=1&amp;b">'
            'https://evil.example/?a=1&amp;b</a></p><figure data-image="7" lang="en"></figure>',
            id="not on the list, with a still and no title",
        ),
        pytest.param(
            '<figure data-embed="javascript:alert(1)">Titre</figure>',
            "<p>Titre</p>",
            id="no address of a page",
        ),
        pytest.param(
            '<figure data-embed="https://exa mple/&quot;&gt;&lt;script&gt;">Titre</figure>',
            "<p>Titre</p>",
            id="no address at all",
        ),
        pytest.param(
            '<figure data-embed="http://testserver/fr/monde/le-titre-12/">Titre</figure>',
            '<p><a data-article="12">Titre</a></p>',
            id="a story of ours",
        ),
        pytest.param('<figure data-embed="">Titre</figure>', "<p>Titre</p>", id="empty"),
        pytest.param('<figure data-embed=""></figure>', "", id="nothing"),
        pytest.param(
            '<figure data-image="3"><figure>x</figure></figure>',
            '<figure data-image="3"></figure>',
            id="figures within figures",
        ),
    ],
)
def test_a_body_keeps_what_is_on_the_list_and_the_words_of_the_rest(html, stored):
    assert clean(html) == stored


def test_a_still_counts_as_an_image_of_the_body():
    html = f'<figure data-embed="{VIDEO}" data-image="7">T</figure><figure data-image="3"></figure>'

    assert body.image_ids(html) == [7, 3]


def test_the_editor_is_given_the_patterns_of_the_list():
    words = embed_words()

    assert [provider["pattern"] for provider in words["providers"]] == [
        provider.whole_pattern for provider in embeds.PROVIDERS
    ]
    assert words["providers"][0]["label"] == "Video from YouTube"
    assert "YouTube, Vimeo" in words["hint"]


# --- For readers -------------------------------------------------------------------------
# Without a still it takes no query: these tests may not use the database.


def rendered(html, language="fr"):
    return render_body(body.clean(html), language, timezone.now())


def shown(published, language="fr"):
    """The figures of a published body as a page shows them."""
    with translation.override(language):
        html = with_pictures(published, pictures(figure_ids(published)))
    return list(lxml.html.fragment_fromstring(html, create_parent="div"))


def words(element):
    return " ".join(element.text_content().split())


def test_readers_get_a_link_a_hidden_button_and_nothing_of_the_provider():
    [figure] = shown(rendered(f'<figure data-embed="{VIDEO}">Un &lt;lapin&gt;</figure>'))

    [link] = figure.iter("a")
    [button] = figure.iter("button")
    assert figure.get("class") == "embed embed--wide embed--bare"
    assert link.get("href") == VIDEO
    assert "hidden" in button.attrib
    assert button.get("data-frame") == "/fr/embeds/youtube/aqz-KE-bpKQ/"
    assert [words(part) for part in figure.find_class("embed__title")] == ["Un <lapin>"]
    assert not list(figure.iter("iframe", "script", "img"))


@pytest.mark.django_db
def test_a_still_is_a_picture_of_ours_with_its_words_as_published():
    image = make_image(alt_text_fr='Un « lapin » & "lui"', credit="N. Karim")
    published = rendered(f'<figure data-embed="{VIDEO}" data-image="{image.pk}">T</figure>')
    image.alt_text_fr = image.credit = "Autre chose"
    image.save()

    [figure] = shown(published)

    [picture] = figure.iter("img")
    assert picture.get("alt") == 'Un « lapin » & "lui"'
    assert picture.get("src").startswith("/media/renditions/")
    assert words(figure.find("figcaption")).endswith("N. Karim")
    assert picture.get("loading") == "lazy"


@pytest.mark.django_db
def test_an_embed_whose_still_is_gone_shows_without_one():
    published = rendered(f'<p>Un</p><figure data-embed="{VIDEO}" data-image="999">T</figure>')

    assert figure_ids(published) == []
    assert [words(part) for part in shown(published)[1].find_class("embed__title")] == ["T"]


def test_a_title_in_another_language_says_so():
    [figure] = shown(
        rendered(f'<figure data-embed="{VIDEO}" lang="en" dir="ltr">A hare</figure>', "ar"), "ar"
    )

    [title] = figure.find_class("embed__title")
    assert (title.get("lang"), title.get("dir")) == ("en", "ltr")
    assert figure.get("lang") is None


def test_the_names_of_link_and_button_tell_several_embeds_apart():
    html = f'<figure data-embed="{VIDEO}">Un</figure><figure data-embed="{POST}">Deux</figure>'

    figures = shown(rendered(html))

    root = lxml.html.Element("div")
    root.extend(figures)
    names = [
        [words(root.get_element_by_id(part)) for part in control.get("aria-labelledby").split()]
        for control in root.iter("a", "button")
    ]
    assert [title for _act, title in names] == ["Un", "Un", "Deux", "Deux"]
    assert len({act for act, _title in names}) == 4


def test_what_has_left_the_list_since_it_was_published_becomes_a_link():
    gone = "https://video.example/watch/1"
    published = rendered(f'<p>Un</p><figure data-embed="{VIDEO}" lang="en">A hare</figure>')
    assert VIDEO in published

    [_first, paragraph] = shown(published.replace(VIDEO, gone))

    assert paragraph.tag == "p"
    assert [(a.get("href"), a.get("lang"), words(a)) for a in paragraph] == [(gone, "en", "A hare")]


# --- At the desk -------------------------------------------------------------------------


@pytest.mark.django_db
class TestDesk:
    def test_a_still_is_a_use_of_its_image(self):
        image = make_image()
        html = f'<figure data-embed="{VIDEO}" data-image="{image.pk}">T</figure>'

        publication = make_publication(body=html)

        assert image in publication.figures.all()
        assert uses.live_ids({image.pk}) == {image.pk}
        assert any(use.is_live for use in uses.of(image.pk))

    def test_one_without_a_title_is_not_published(self):
        chief = make_user()
        edition = make_edition(by=chief, body=f'<p>Un</p><figure data-embed="{VIDEO}"></figure>')

        assert publishing.obstacles(edition) == [f"The video or post {VIDEO} has no title."]

    def test_a_still_without_alternative_text_is_not_published(self):
        chief, image = make_user(), make_image(alt_text_fr="")
        html = f'<figure data-embed="{VIDEO}" data-image="{image.pk}">T</figure>'

        [reason] = publishing.obstacles(make_edition(by=chief, body=html))

        assert str(image.pk) in reason

    def test_history_shows_title_and_link_and_loads_nothing(self):
        image = make_image()
        html = f'<figure data-embed="{VIDEO}" data-image="{image.pk}">Un lapin</figure>'

        [figure] = lxml.html.fragment_fromstring(
            history.with_pictures(html), create_parent="div"
        ).iter("figure")

        assert words(figure) == "Un lapin Video from YouTube"
        assert [a.get("href") for a in figure.iter("a")] == [VIDEO]
        assert [img.get("src")[:7] for img in figure.iter("img")] == ["/media/"]

    def test_a_revision_keeps_it(self):
        edition = make_edition(body=f'<figure data-embed="{VIDEO}">Un lapin</figure>')

        assert f'data-embed="{VIDEO}"' in editing.texts_at(edition, 1)["body"]
