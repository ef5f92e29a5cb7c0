"""Our page for a video or post of another site: nothing but the provider's frame.

A story's page loads it into a frame of its own when a reader asks, so that no page with our text
and scripts on it ever lets another host in. Its policy names the one provider.
"""

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

import languages
from articles import embeds
from website import caching, shared
from website.views import public

LONGEST = 3600  # seconds: it says the same for ever, but a provider may leave the list


@public
@xframe_options_sameorigin
def embed(request, language, provider, reference):
    """One query. Whether there is such a video, only the provider knows."""
    if language not in shared.open_languages():
        raise Http404
    found = embeds.named(provider, reference)
    if found is None:
        raise Http404
    return csp(policy(found.provider))(show)(request, language, found)


def policy(provider):
    return {
        "default-src": [NONE],
        "style-src": [SELF],
        "frame-src": [provider.origin],
        "frame-ancestors": [SELF],
        "form-action": [NONE],
        "base-uri": [NONE],
    }


def show(request, language, found):
    context = {
        "language": language,
        "provider": found.provider,
        "frame": found.frame(languages.tag(language)),
    }
    response = render(request, "website/embed.html", context)
    return caching.keep(response, timezone.now(), longest=LONGEST)
