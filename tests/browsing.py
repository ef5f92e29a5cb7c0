"""Pages as a browser takes them: what a form would send, what stands beside a field."""

import lxml.html


def page(response):
    return lxml.html.fromstring(response.content.decode())


def fields(response, form_id):
    """What a browser would send of a form just as it was shown: a list of values by name."""
    [form] = [form for form in page(response).forms if form.get("id") == form_id]
    sent = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def field(response, name):
    """The control of that name."""
    return page(response).xpath("//*[@name=$name]", name=name)[0]


def errors(response, name):
    """What stands beside a field as wrong, in words."""
    return words(response, f"//*[@id='id_{name}_error']/li")


def words(response, xpath):
    """The text of each element that an XPath expression finds."""
    return [" ".join(item.text_content().split()) for item in page(response).xpath(xpath)]


def messages(response):
    """What the desk tells after an act."""
    return words(response, "//ul[@class='messagelist']/li")
