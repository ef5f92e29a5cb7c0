"""Reading a page as its readers do: by elements, their classes and their words."""

from urllib.parse import unquote

import lxml.html


def read(client, path, status=200, **headers):
    """The parsed page at a path, which must answer with the status."""
    response = client.get(path, headers=headers)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return parse(response)


def parse(response):
    return lxml.html.document_fromstring(response.content.decode())


def all_of(page, name):
    """The elements with a class (``.masthead__date``) or of a tag (``h1``), in order."""
    if name.startswith("."):
        return page.xpath(
            "//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name[1:]} "
        )
    return page.xpath(f"//{name}")


def one(page, name):
    found = all_of(page, name)
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def words(element):
    """What an element says, with plain spaces for no-break ones and for breaks of its markup."""
    return " ".join(element.text_content().split())


def said(page, name):
    return words(one(page, name))


def headlines(page):
    """The headlines of the cards on a page, in order."""
    return [words(element) for element in all_of(page, ".story__headline")]


def links(page, name):
    """The words and addresses of the links within elements of a class."""
    return [
        (words(link), link.get("href"))
        for element in all_of(page, name)
        for link in element.iter("a")
    ]


def article_path(client, language, article_id):
    """Where the redirect from any address with the id leads."""
    response = client.get(f"/{language}/any/words-{article_id}/")
    assert response.status_code == 301, response.status_code
    return unquote(response.headers["Location"])
