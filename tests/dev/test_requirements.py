import ast
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_THE_SITE = {".venv", "bench", "dev", "tests", "var"}


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "requirements-bench.txt",
        "requirements-dev.txt",
        "requirements-quality.txt",
    ],
)
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


def test_the_site_imports_only_what_its_requirements_name():
    """A package that merely comes along with another may be gone tomorrow."""
    named = set(re.findall(r"^([a-z0-9-]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    sources = [
        path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in NOT_THE_SITE
    ]
    distributions = packages_distributions()

    assert sources
    assert {
        (str(path.relative_to(ROOT)), name)
        for path in sources
        for name in imported_names(path)
        if name in distributions and not named & {each.lower() for each in distributions[name]}
    } == set()
