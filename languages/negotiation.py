"""Which of several languages suits a reader best."""

from django.utils.translation.trans_real import parse_accept_lang_header


def best_language(accept_language, choices):
    """The one of ``choices`` that an ``Accept-Language`` header wants most (RFC 9110, 12.5.4).

    Quality values are respected and ``q=0`` refuses; a region or script falls back to its
    language (``fr-CA`` to ``fr``, ``zh-CN`` to ``zh-hans``); ``*`` means those that the header
    does not name. Where nothing fits, the first choice that is not refused.
    """
    choices = list(choices)
    wanted = parse_accept_lang_header(accept_language or "")  # the most wanted first
    refused = {code for code in choices if any(q == 0 and _covers(tag, code) for tag, q in wanted)}
    named = {code for code in choices if any(_answers(code, tag) for tag, q in wanted)}
    for tag, quality in wanted:
        for code in choices:
            if quality == 0 or code in refused:
                continue
            if _answers(code, tag) or (tag == "*" and code not in named):
                return code
    return next((code for code in choices if code not in refused), choices[0])


def _covers(tag, code):
    """Whether a language range, taken by its letters, means the language: ``zh`` ``zh-hans``."""
    return f"{code}-".startswith(f"{tag}-")


def _answers(code, tag):
    """Whether readers who ask for the range are served by the language: ``fr-ca`` by ``fr``."""
    if tag == code:
        return True
    if code == "zh-hans":
        return tag in {"zh", "zh-cn", "zh-sg", "zh-my"} or tag.startswith("zh-hans")
    if code == "zh-hant":
        return tag in {"zh-tw", "zh-hk", "zh-mo"} or tag.startswith("zh-hant")
    return tag.split("-")[0] == code.split("-")[0]
