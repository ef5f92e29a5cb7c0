"""Which of several languages suits a reader best."""

from django.utils.translation.trans_real import parse_accept_lang_header


def best_language(accept_language, choices):
    """The first of ``choices`` that an ``Accept-Language`` header asks for (RFC 9110, 12.5.4).

    Quality values are respected and ``q=0`` refuses; a region or script falls back to its
    language (``fr-CA`` to ``fr``, ``zh-CN`` to ``zh-hans``). Where nothing fits, the first choice.
    """
    choices = list(choices)
    wanted = parse_accept_lang_header((accept_language or "")[:500])
    refused = {tag for tag, quality in wanted if quality == 0}
    for tag, quality in wanted:
        if quality == 0:
            continue
        for code in choices:
            if code not in refused and _answers(code, tag):
                return code
    for code in choices:
        if code not in refused:
            return code
    return choices[0]


def _answers(code, tag):
    if tag in ("*", code):
        return True
    if code == "zh-hans":
        return tag in {"zh", "zh-cn", "zh-sg", "zh-my"} or tag.startswith("zh-hans")
    if code == "zh-hant":
        return tag in {"zh-tw", "zh-hk", "zh-mo"} or tag.startswith("zh-hant")
    return tag.split("-")[0] == code.split("-")[0]
