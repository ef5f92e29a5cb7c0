import pytest

from audience.readers import AGENT_CLASSES, agent_class, is_bot, network

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (WINDOWS + "Chrome/141.0.0.0 Safari/537.36", ("Chrome", "Windows")),
        (WINDOWS + "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", ("Edge", "Windows")),
        (WINDOWS + "Chrome/141.0.0.0 Safari/537.36 OPR/122.0.0.0", ("Opera", "other")),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            ("Firefox", "Linux"),
        ),
        (IPHONE + "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", ("Safari", "iOS")),
        (IPHONE + "(KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1", ("Chrome", "iOS")),
        (IPHONE + "(KHTML, like Gecko) FxiOS/141.0 Mobile/15E148", ("Firefox", "other")),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            ("Samsung", "other"),
        ),
        ("Mozilla/5.0 (Macintosh) Something/1.0", ("other", "other")),
        ("", ("other", "other")),
    ],
)
def test_agent_class_is_browser_and_platform(agent, expected):
    assert agent_class(agent) == expected


def test_an_address_is_at_most_twenty_readers_by_the_number_of_classes():
    assert len(set(AGENT_CLASSES)) == len(AGENT_CLASSES) == 20


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "  ",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; GPTBot/1.2)",
        # Monitors
        "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)",
        "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "Datadog/Synthetics",
        "ELB-HealthChecker/2.0",
        "kube-probe/1.28",
        # Link previews
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Bluesky Cardyb/1.1",
        # Browsers without anybody before them
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/141.0.0.0 Safari/537.36",
    ],
)
def test_crawlers_monitors_previews_and_the_nameless_are_bots(agent):
    assert is_bot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        WINDOWS + "Chrome/141.0.0.0 Safari/537.36",
        IPHONE + "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        IPHONE + "(KHTML, like Gecko) GSA/284 Mobile/15E148 Safari/604.1",
        "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16",
    ],
)
def test_a_browser_is_no_bot(agent):
    assert not is_bot(agent)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("64:ff9b::203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_network_is_one_line_of_a_reader(address, expected):
    assert network(address) == expected
