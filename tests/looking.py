"""Looking at pages as axe-core does, in several schemes and widths."""

from contextlib import contextmanager
from importlib.resources import files

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Colours that are on their way to those of another scheme are seen as those they come to.
VIOLATIONS = """async (tags) => {
  for (const going of document.getAnimations()) {
    if (going instanceof CSSTransition) going.finish();
  }
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}"""
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > window.innerWidth"


class Looker:
    """A browser's page, and all that axe-core and the window complained of."""

    def __init__(self, page, address, looks):
        self.page, self.address, self.complaints = page, address, []
        self.looks = looks  # scheme and size of the window
        self.put_on(*self.looks[0])
        page.add_init_script(AXE)
        page.on("dialog", lambda dialog: dialog.accept())  # leave what was typed
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def put_on(self, scheme, size):
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.set_viewport_size(size)

    def go(self, path):
        """Open a page, with all that its scripts make of it, which may come after it."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def look(self, name):
        """What is there, in each scheme and width."""
        for scheme, size in self.looks:
            self.put_on(scheme, size)
            found = self.page.evaluate(VIOLATIONS, RULES)
            if self.page.evaluate(WIDER_THAN_ITS_WINDOW):
                found.append("wider than its window")
            self.complaints += [f"{name} {scheme} {size['width']}: {words}" for words in found]
        self.put_on(*self.looks[0])

    def look_at(self, paths):
        for name, path in paths.items():
            self.go(path)
            self.look(f"{name} ({path})")

    def press(self, selector):
        """Press what leads to another page; by key, for a page that scrolls dodges the mouse."""
        with self.page.expect_navigation():
            self.page.press(selector, "Enter")

    @contextmanager
    def opened(self, selector):
        """Something that opens over the page, by its summary or its link, and goes with Escape."""
        self.page.press(selector, "Enter")
        yield
        self.page.keyboard.press("Escape")

    def finds_nothing(self):
        assert not self.complaints, "\n\n".join(self.complaints)
