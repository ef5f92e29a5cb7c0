from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLResolver

from languages.slugs import ROUTE_WORDS
from website.urls import language_urls


def first_words(patterns):
    """The literal words with which addresses begin."""
    found = set()
    for pattern in patterns:
        route = str(pattern.pattern)
        word = route.partition("/")[0]
        if isinstance(pattern.pattern, RoutePattern) and word and "<" not in word:
            found.add(word.partition(".")[0])
        elif isinstance(pattern, URLResolver) and not route:
            found |= first_words(pattern.url_patterns)
    return found


def test_no_section_can_take_the_address_of_a_route():
    routes = first_words(get_resolver().url_patterns) | first_words(language_urls)

    assert routes >= {
        "admin",
        "accounts",
        "views",
        "healthz",
        "readyz",
        "authors",
        "topics",
        "pages",
    }
    assert routes <= ROUTE_WORDS
