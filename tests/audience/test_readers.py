import pytest

from audience.readers import agent_class, is_bot, network

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (WINDOWS + "Chrome/141.0.0.0 Safari/537.36", "Chrome, Windows"),
        (WINDOWS + "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge, Windows"),
        (WINDOWS + "Chrome/141.0.0.0 Safari/537.36 OPR/122.0.0.0", "Opera, Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox, Linux",
        ),
        (IPHONE + "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", "Safari, iOS"),
        (IPHONE + "(KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1", "Chrome, iOS"),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung, Android",
        ),
        ("Something/1.0", "other, other"),
    ],
)
def test_agent_class_is_browser_and_platform(agent, expected):
    assert agent_class(agent) == expected


@pytest.mark.parametrize("agent", ["", "  ", "curl/8.5.0", "Mozilla/5.0 (compatible; GPTBot/1.2)"])
def test_crawlers_and_the_nameless_are_bots(agent):
    assert is_bot(agent)


def test_a_browser_is_no_bot():
    assert not is_bot(WINDOWS + "Chrome/141.0.0.0 Safari/537.36")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_network_is_one_line_of_a_reader(address, expected):
    assert network(address) == expected
