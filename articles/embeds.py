"""Videos and posts of other sites that a body may show: the one allow-list.

A provider is here only if an address says all that a plain frame of its own needs, without a
script of the provider's among ours and without asking it first.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

LONGEST_ADDRESS = 2000

# How much room a frame takes.
WIDE, TALL, POST = "wide", "tall", "post"


@dataclass(frozen=True)
class Provider:
    """Where videos or posts come from.

    ``pattern`` is what stands behind the scheme of an address that people copy; its groups are
    the parts that say which one is meant. Python and JavaScript read it alike: the editor is given
    the same. ``address`` and ``frame`` are made of those parts: the page at the provider, and what
    the provider shows in a frame.
    """

    key: str
    name: str
    shape: str
    pattern: str
    address: str
    frame: str

    @property
    def is_video(self):
        return self.shape != POST

    @property
    def label(self):
        """What comes from it, in words of the active language."""
        if self.is_video:
            return _("Video from %(provider)s") % {"provider": self.name}
        return _("Post from %(provider)s") % {"provider": self.name}

    @property
    def origin(self):
        """The only one from which its frame may come."""
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def whole_pattern(self):
        return f"(?:https?://)?{self.pattern}"


@dataclass(frozen=True)
class Embed:
    """One video or post of a provider."""

    provider: Provider
    parts: tuple

    @property
    def address(self):
        """Its one address at the provider."""
        return self.provider.address.format(*self.parts)

    @property
    def reference(self):
        """What tells it from all others of its provider."""
        return "/".join(self.parts)

    def frame(self, language):
        """What shows it in a frame, in the language of a tag where the provider offers that."""
        return self.provider.frame.format(*self.parts, language=language)


REST = r"(?:[/?&#].*)?"  # what people copy along: a list, a time, who shared it

PROVIDERS = [
    # Privacy-enhanced mode: https://support.google.com/youtube/answer/171780
    # Parameters: https://developers.google.com/youtube/player_parameters
    Provider(
        "youtube",
        "YouTube",
        WIDE,
        r"(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)"
        rf"|www\.youtube-nocookie\.com/embed/|youtu\.be/)([A-Za-z0-9_-]{{11}}){REST}",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1&hl={language}",
    ),
    # "dnt" keeps it from noting who watches: https://developer.vimeo.com/player/sdk/embed
    Provider(
        "vimeo",
        "Vimeo",
        WIDE,
        r"(?:(?:www\.)?vimeo\.com/(?:channels/[A-Za-z0-9_-]+/)?|player\.vimeo\.com/video/)"
        r"([0-9]{1,12})/?(?:[?#].*)?",
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
    ),
    # https://developers.dailymotion.com/guides/getting-started-with-web-sdk/
    Provider(
        "dailymotion",
        "Dailymotion",
        WIDE,
        r"(?:(?:www\.)?dailymotion\.com/(?:embed/)?video/|dai\.ly/"
        r"|geo\.dailymotion\.com/player\.html\?(?:[^#]*&)?video=)"
        r"([a-z0-9]{5,12})(?:[_/?&#].*)?",
        "https://www.dailymotion.com/video/{}",
        "https://geo.dailymotion.com/player.html?video={}",
    ),
    # https://developers.tiktok.com/doc/embed-player
    Provider(
        "tiktok",
        "TikTok",
        TALL,
        rf"(?:www\.|m\.)?tiktok\.com/@([A-Za-z0-9_.]{{1,24}})/video/([0-9]{{8,20}}){REST}",
        "https://www.tiktok.com/@{}/video/{}",
        "https://www.tiktok.com/player/v1/{1}?autoplay=1",
    ),
    # What the provider's own script (https://platform.x.com/widgets.js) puts into its frame;
    # "dnt": https://docs.x.com/x-for-websites/privacy
    Provider(
        "x",
        "X",
        POST,
        r"(?:www\.|mobile\.)?(?:x|twitter)\.com/(?:i/web|i|[A-Za-z0-9_]{1,15})"
        rf"/status(?:es)?/([0-9]{{1,20}}){REST}",
        "https://x.com/i/web/status/{}",
        "https://platform.twitter.com/embed/Tweet.html?id={}&dnt=true&lang={language}",
    ),
    # https://docs.bsky.app/docs/advanced-guides/oembed
    Provider(
        "bluesky",
        "Bluesky",
        POST,
        r"bsky\.app/profile/(did:plc:[a-z2-7]{24}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
        rf"/post/([a-z0-9]{{8,15}}){REST}",
        "https://bsky.app/profile/{}/post/{}",
        "https://embed.bsky.app/embed/{}/app.bsky.feed.post/{}?colorMode=system",
    ),
    # https://developers.facebook.com/docs/instagram-platform/embed-button
    Provider(
        "instagram",
        "Instagram",
        POST,
        r"(?:www\.)?instagram\.com/(?:[A-Za-z0-9_.]{1,30}/)?(?:p|reels?|tv)/"
        rf"([A-Za-z0-9_-]{{5,40}}){REST}",
        "https://www.instagram.com/p/{}/",
        "https://www.instagram.com/p/{}/embed/captioned/",
    ),
    # Every server has its own host, so each is named. https://docs.joinmastodon.org/methods/oembed/
    Provider(
        "mastodon.social",
        "Mastodon",
        POST,
        rf"mastodon\.social/@([A-Za-z0-9_]{{1,30}})/([0-9]{{6,20}}){REST}",
        "https://mastodon.social/@{}/{}",
        "https://mastodon.social/@{}/{}/embed",
    ),
]
BY_KEY = {provider.key: provider for provider in PROVIDERS}
_patterns = [
    (provider, re.compile(provider.whole_pattern, re.ASCII | re.IGNORECASE))
    for provider in PROVIDERS
]


def find(address):
    """What an address leads to, as people copy addresses; None for any that is not on the list."""
    address = (address or "").strip()
    if len(address) > LONGEST_ADDRESS:
        return None
    for provider, pattern in _patterns:
        if match := pattern.fullmatch(address):
            return Embed(provider, match.groups())
    return None


def named(key, reference):
    """What the key of a provider and a reference name; None where they name nothing."""
    provider = BY_KEY.get(key)
    parts = tuple(reference.split("/"))
    if provider is None or len(parts) != re.compile(provider.pattern).groups:
        return None
    embed = Embed(provider, parts)
    return embed if find(embed.address) == embed else None
