"""The checks. Each yields its findings, a line each, and notes its figures in the report."""

import gzip
import json
import statistics
import subprocess
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from dev.quality import pages, tools

STYLE_SHEETS = tools.ROOT / "static" / "css" / "site"

# Bounds of Lighthouse, for the median of three runs on its slow phone.
LIGHTHOUSE_PAGES = ("home", "section", "news", "author")
LIGHTHOUSE_RUNS = 3
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
LONGEST_LCP = 1500  # milliseconds
# Of an article, compressed with gzip: 1 KB is 1,000 bytes.
HEAVIEST_PAGE, HEAVIEST_SCRIPT = 30_000, 6_000
MOST_BLOCKING = 2
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
ENLARGED = {"width": 320, "height": 256}  # a window of 1280 by 1024 at 400 %

AXE_FINDINGS = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}"""
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name)"""


def answers(origin, by_language, report):
    """Every kind of page is there and answers as it should."""
    report["answers"] = {"pages": sum(map(len, by_language.values()))}
    for where, address in every(origin, by_language):
        status, wanted = fetched(address)[0], pages.STATUS.get(where.partition(" ")[2], 200)
        if status != wanted:
            yield f"{where}: {status}"


def nu(origin, by_language, report):
    """The Nu HTML checker, on the HTML of every page and on our style sheets."""
    folder = tools.FOLDER / "html"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for language, paths in by_language.items():
        for kind, path in paths.items():
            name = f"{language} {kind}.html".replace(" ", "-")
            (folder / name).write_bytes(fetched(origin + path)[1])
        for name, html in pages.bare(language).items():
            (folder / f"{language}-bare-{name}").write_text(html, encoding="utf-8")
    html, sheets = sorted(folder.iterdir()), sorted(STYLE_SHEETS.glob("*.css"))
    report["nu"] = {"pages": len(html), "style sheets": len(sheets)}
    yield from nu_findings(html)
    yield from nu_findings(sheets, "--css")


def nu_findings(paths, *options):
    command = [*tools.NU, "--format", "json", "--stdout", "--exit-zero-always", *options, *paths]
    answer = json.loads(subprocess.check_output(command))
    for message in answer["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            file = message.get("url", "").rpartition("/")[2]
            yield f"{file}:{message.get('lastLine')}: {message['message']}"


def axe(origin, by_language, report):
    """axe-core, WCAG 2.2 AA: every page, light and dark, on a phone and a desktop."""
    script = tools.AXE.read_text(encoding="utf-8")
    looks = [(size, scheme) for size in (PHONE, DESKTOP) for scheme in ("light", "dark")]
    report["axe"] = {"pages": sum(map(len, by_language.values())) * len(looks)}
    with browser() as chromium:
        for size, scheme in looks:
            context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            for where, address in every(origin, by_language):
                page.goto(address)
                page.evaluate(script)
                for finding in page.evaluate(AXE_FINDINGS, WCAG):
                    yield f"{where}, {size['width']} px, {scheme}: {finding}"
            context.close()


def reflow(origin, by_language, report):
    """At 400 % nothing but what scrolls by itself is wider than the window."""
    report["reflow"] = {"pages": sum(map(len, by_language.values()))}
    with browser() as chromium:
        page = chromium.new_context(viewport=ENLARGED).new_page()
        for where, address in every(origin, by_language):
            page.goto(address)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > ENLARGED["width"]:
                yield f"{where}: {width} px wide in a window of {ENLARGED['width']}"


def weight(origin, by_language, report):
    """What an article's page asks for: how much, of whom, and what its first paint waits for."""
    report["weight"] = {}
    with browser() as chromium:
        for language, paths in by_language.items():
            page, heard = chromium.new_context().new_page(), []
            page.on("response", lambda answer, kept=heard: kept.append(answer))
            page.goto(origin + paths["news"])
            page.wait_for_load_state("networkidle")
            sizes = {}
            for answer in heard:
                kind = answer.request.resource_type
                if kind in {"document", "stylesheet", "script", "font"}:
                    size = len(gzip.compress(answer.body(), 6)) if kind != "font" else 0
                    sizes[kind] = sizes.get(kind, 0) + (size or len(answer.body()))
            fonts, whole = sizes.pop("font", 0), sum(sizes.values())
            blocking = page.evaluate(BLOCKING)
            report["weight"][language] = {
                **sizes,
                "together": whole,
                "fonts": fonts,
                "blocking": len(blocking),
            }
            if whole > HEAVIEST_PAGE:
                yield f"{language}: HTML, style sheets and scripts are {whole} bytes"
            if sizes.get("script", 0) > HEAVIEST_SCRIPT:
                yield f"{language}: scripts are {sizes['script']} bytes"
            if len(blocking) > MOST_BLOCKING:
                yield f"{language}: the first paint waits for {', '.join(blocking)}"
            for answer in heard:
                if urlsplit(answer.url).netloc not in {urlsplit(origin).netloc, ""}:
                    yield f"{language}: asks for {answer.url}"


def lighthouse(origin, by_language, report):
    """Lighthouse on its slow phone: the median of three runs of each page."""
    report["lighthouse"] = {}
    for language, paths in by_language.items():
        for kind in LIGHTHOUSE_PAGES:
            where = f"{language} {kind}"
            runs = [lighthouse_run(origin + paths[kind]) for _ in range(LIGHTHOUSE_RUNS)]
            figures = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
            report["lighthouse"][where] = figures
            print(f"  {where}: " + ", ".join(f"{k} {v:g}" for k, v in figures.items()), flush=True)
            for name, least in SCORES.items():
                if figures[name] < least:
                    yield f"{where}: {name} {figures[name]:g}"
            if figures["LCP ms"] > LONGEST_LCP:
                yield f"{where}: LCP {figures['LCP ms']:g} ms"
            if figures["CLS"] > 0:
                yield f"{where}: CLS {figures['CLS']:g}"


def lighthouse_run(address):
    command = [tools.NODE, tools.LIGHTHOUSE, address, "--output=json", "--quiet"]
    command += ["--only-categories=" + ",".join(SCORES)]
    command += ["--chrome-flags=" + " ".join(tools.CHROMIUM_FLAGS)]
    done = subprocess.run(command, env=tools.environment(), capture_output=True)
    if done.returncode:  # now and then its trace lacks the beginning, which says nothing of us
        done = subprocess.run(command, env=tools.environment(), capture_output=True, check=True)
    answer = json.loads(done.stdout)
    return {
        **{name: round(answer["categories"][name]["score"] * 100) for name in SCORES},
        "LCP ms": round(answer["audits"]["largest-contentful-paint"]["numericValue"]),
        "CLS": round(answer["audits"]["cumulative-layout-shift"]["numericValue"], 4),
    }


ALL = (answers, nu, weight, reflow, axe, lighthouse)


@contextmanager
def browser():
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=tools.CHROMIUM, args=[*tools.CHROMIUM_FLAGS, "--hide-scrollbars"]
        )


def every(origin, by_language):
    for language, paths in by_language.items():
        for kind, path in paths.items():
            yield f"{language} {kind}", origin + path


def fetched(address):
    """Status and HTML of an address, also of an error page."""
    try:
        with urlopen(address) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()
