import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_has_an_exact_version_and_a_reason(name):
    lines = (ROOT / name).read_text().splitlines()
    requirements = [line for line in lines if line and not line.startswith(("#", "-r "))]

    assert requirements
    assert [
        line
        for line in requirements
        if not re.fullmatch(r"[a-z0-9-]+(\[[a-z,]+\])?==[0-9a-z.]+ +# \S.*", line)
    ] == []


def test_development_needs_all_that_the_site_needs():
    assert (ROOT / "requirements-dev.txt").read_text().startswith("-r requirements.txt\n")
