"""What the pages of readership show, as a person or a spreadsheet reads it."""

import csv
import io

from tests.browsing import page, words


def rows(response, name):
    """The words of each row of a table."""
    path = f"//*[@aria-labelledby='figures-{name}']//tbody/tr"
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th|td")]
        for row in page(response).xpath(path)
    ]


def links(response, name):
    return page(response).xpath(f"//*[@aria-labelledby='figures-{name}']//tbody//a/@href")


def file(response):
    """The lines of a CSV file, its headings first."""
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def lead(response):
    """The sentence that says how many views."""
    return words(response, "//p[@class='lead']")
