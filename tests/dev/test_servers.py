import signal

import pytest
import redis


def test_a_test_may_stop_its_valkey_and_start_it_again(valkey_server):
    client = redis.Redis.from_url(valkey_server.url)
    client.set("headline", "Votes are counted")

    valkey_server.stop(signal.SIGKILL)
    with pytest.raises(redis.ConnectionError):
        client.get("headline")
    valkey_server.start()

    assert client.get("headline") is None


@pytest.mark.browser
def test_the_browser_runs_scripts(page):
    page.set_content("<h1 id=count>0</h1>")

    page.evaluate("document.getElementById('count').textContent = 1 + 1")

    assert page.inner_text("#count") == "2"
