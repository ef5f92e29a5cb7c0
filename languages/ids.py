"""The ids of rows, as addresses, forms and people write them."""

import re

LARGEST_ID = 2**63 - 1
# What people paste: #12, an address of the site, one of the desk.
NUMBER = re.compile(r"#?([0-9]{1,19})")
END_OF_ADDRESS = re.compile(r"[/-]([0-9]{1,19})/?(?:change/?)?\Z")


def id_in(text):
    """The id that a text is, or None for any other text, for None and for an impossible number."""
    text = str(text)
    is_number = text.isascii() and text.isdecimal() and len(text) <= 19
    return int(text) if is_number and 0 < int(text) <= LARGEST_ID else None


def id_typed(query):
    """The id that somebody typed to find a row, or None, and whether as (the end of) an address.

    ``12``, ``#12``, ``/fr/monde/marees-12/``, ``…/admin/articles/article/12/change/?language=fr``
    """
    query = query.strip()
    if match := NUMBER.fullmatch(query):
        return id_in(match[1]), False
    end = END_OF_ADDRESS.search(re.split("[?#]", query)[0]) if "/" in query else None
    number = id_in(end[1]) if end else None
    return number, number is not None
