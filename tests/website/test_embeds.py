"""The page of a video or post, which alone lets another host in."""

import pytest
from django.utils import translation

from articles import embeds
from tests.factories import make_publication
from tests.website.reading import article_path, parse
from website.models import SiteSettings, StaticPage

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

PATHS = {
    "youtube": "aqz-KE-bpKQ",
    "vimeo": "76979871",
    "dailymotion": "x8m8jwc",
    "tiktok": "le.monde/7106594312292453675",
    "x": "20",
    "bluesky": "bsky.app/3l6oveex3ii2l",
    "instagram": "C9xK_abc-12",
    "mastodon.social": "Mastodon/115000000000000001",
}
ORIGINS = {
    "youtube": "https://www.youtube-nocookie.com",
    "vimeo": "https://player.vimeo.com",
    "dailymotion": "https://geo.dailymotion.com",
    "tiktok": "https://www.tiktok.com",
    "x": "https://platform.twitter.com",
    "bluesky": "https://embed.bsky.app",
    "instagram": "https://www.instagram.com",
    "mastodon.social": "https://mastodon.social",
}


def policy(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


@pytest.mark.parametrize("provider", embeds.BY_KEY)
def test_it_lets_in_its_provider_alone_and_is_framed_by_us_alone(client, provider):
    response = client.get(f"/fr/embeds/{provider}/{PATHS[provider]}/")

    assert policy(response) == {
        "default-src": "'none'",
        "style-src": "'self'",
        "frame-src": ORIGINS[provider],
        "frame-ancestors": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    [frame] = parse(response).iter("iframe")
    embed = embeds.named(provider, PATHS[provider])
    assert frame.get("src") == embed.frame("fr")
    with translation.override("fr"):
        assert frame.get("title") == embed.provider.label
    assert "allow-top-navigation" not in frame.get("sandbox")


def test_it_is_kept_by_everybody_found_by_nobody_and_costs_one_query(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        response = client.get("/ar/embeds/youtube/aqz-KE-bpKQ/")

    page = parse(response)
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert "hl=ar" in page.xpath("//iframe/@src")[0]
    assert page.xpath("//script") == []


@pytest.mark.parametrize(
    "path",
    [
        "youtube/short/",
        "youtube/aqz-KE-bpKQ/more/",
        "youtube/aqz-KE-bpKQ%3Fautoplay=0/",
        "youtube/https://evil.example/",
        "YouTube/aqz-KE-bpKQ/",
        "evil.example/aqz-KE-bpKQ/",
        "x/%22%3E%3Cscript%3E/",
        "youtube/",
        "",
    ],
)
def test_nothing_else_has_such_a_page(client, path):
    response = client.get(f"/fr/embeds/{path}")

    assert response.status_code == 404
    assert "frame-src" not in policy(response)
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_closed_language_has_none(client):
    SiteSettings.objects.update(open_languages="en,fr")

    assert client.get("/ar/embeds/x/20/").status_code == 404


def test_it_can_be_read_and_nothing_else(client):
    assert client.post("/fr/embeds/x/20/").status_code == 405


# --- Pages with texts --------------------------------------------------------------------

EMBED = '<figure data-embed="https://youtu.be/aqz-KE-bpKQ">Un lapin</figure>'


def modules(response):
    return [src.rsplit("/", 1)[-1] for src in parse(response).xpath("//script/@src")]


def test_pages_with_texts_frame_us_alone_and_load_the_script_only_where_it_is_wanted(client):
    StaticPage.objects.create(slug="about", title_fr="À propos", body_fr=f"<p>Un</p>{EMBED}")
    with_one = make_publication(body=f"<p>Un</p>{EMBED}")
    without = make_publication(body="<p>Un</p>")
    paths = {
        article_path(client, "fr", with_one.article_id): True,
        article_path(client, "fr", without.article_id): False,
        "/fr/pages/about/": True,
    }

    for path, has_embed in paths.items():
        response = client.get(path)

        assert policy(response)["frame-src"] == "'self'"
        assert policy(response)["frame-ancestors"] == "'none'"
        assert "https:" not in response.headers["Content-Security-Policy"]
        assert ("embeds.js" in modules(response)) is has_embed, path
    assert "frame-src" not in policy(client.get("/fr/"))
