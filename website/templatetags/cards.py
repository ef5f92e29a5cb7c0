"""How wide the pictures of cards are drawn, so that browsers fetch no more than that."""

from django import template

register = template.Library()

PHONE, HALF = "calc(100vw - 2rem)", "(min-width: 40rem) calc(50vw - 2rem)"
# By size of the card, or by its place where that tells more; from the grids in site.css. From
# 80rem on the page no longer grows.
DRAWN = {
    "article": f"(min-width: 80rem) 61rem, (min-width: 64rem) calc(80.7vw - 3.55rem), {PHONE}",
    "text": "(min-width: 80rem) 41rem, (min-width: 64rem) calc(56.6vw - 4.2rem),"
    f" (min-width: 43rem) 41rem, {PHONE}",
    "lead": f"(min-width: 80rem) 41rem, (min-width: 64rem) calc(56.6vw - 4.2rem), {PHONE}",
    "lead alone": f"(min-width: 80rem) 57.5rem, (min-width: 64rem) calc(75.9vw - 3.2rem), {PHONE}",
    "end": f"(min-width: 80rem) 17.5rem, (min-width: 64rem) calc(24.1vw - 1.8rem), {HALF}, {PHONE}",
    "feature": "(min-width: 80rem) 29.8rem, (min-width: 64rem) calc(40.7vw - 2.8rem),"
    f" {HALF}, {PHONE}",
    "standard": "(min-width: 80rem) 19.3rem, (min-width: 64rem) calc(27.1vw - 2.4rem),"
    f" (min-width: 40rem) calc(33.3vw - 1.8rem), {PHONE}",
    "side": "(min-width: 40rem) 7rem, 5.5rem",
    "voice": "4.5rem",
}


@register.filter
def drawn(place):
    """The ``sizes`` of the picture of a card."""
    return DRAWN[place]
