import pytest

from dev.check import Checks

pytestmark = pytest.mark.thorough


@pytest.fixture
def checks():
    checks = Checks()
    checks.outcomes.append(("Lint", True, 1.25))
    checks.untried.append("browser tests: no Chromium was found")
    return checks


def test_what_could_not_be_tried_is_named_at_the_end(checks, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)

    code = checks.close()

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Not tried: browser tests: no Chromium was found",
        "Passed",
    ]


def test_what_could_not_be_tried_fails_where_merges_are_decided(checks, monkeypatch):
    monkeypatch.setenv("CI", "true")

    assert checks.close() == 1


def test_one_failure_fails_the_whole(monkeypatch):
    checks = Checks()
    checks.run("Passes", "this")
    checks.run("Fails", "no_such_module")

    assert [passed for _, passed, _ in checks.outcomes] == [True, False]
    assert checks.close() == 1


def test_no_tests_is_a_failure_except_where_there_may_be_none(tmp_path):
    checks = Checks()
    options = ["pytest", "-p", "no:cacheprovider", "-p", "no:django", "-c", "/dev/null"]
    checks.run("Suite", *options, str(tmp_path))
    checks.run("Slow tests", *options, str(tmp_path), may_be_empty=True)

    assert [passed for _, passed, _ in checks.outcomes] == [False, True]
