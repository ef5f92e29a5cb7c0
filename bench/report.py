"""Tables in Markdown as they are made, and all of it as JSON in the end."""

import json

from bench.servers import ROOT

FOLDER = ROOT / "var" / "bench"


class Report:
    def __init__(self, name, conditions):
        self.path = FOLDER / f"{name}.json"
        self.found = {"conditions": conditions, "tables": {}}
        self.text = ["## Conditions", "", *(f"- {line}" for line in conditions)]

    def table(self, title, headings, rows, note=""):
        """Print rows of strings and numbers, and keep them."""
        rows = list(rows)
        self.found["tables"][title] = [dict(zip(headings, row, strict=True)) for row in rows]
        lines = ["", f"### {title}", "", line_of(headings), line_of(["---"] * len(headings))]
        lines += [line_of(map(written, row)) for row in rows]
        self.text += [*lines, *(["", note] if note else [])]
        print("\n".join(lines), flush=True)

    def close(self):
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.found, indent=2))
        print("\n" + "\n".join(self.text), flush=True)


def line_of(cells):
    return f"| {' | '.join(cells)} |"


def written(value):
    """A number with as many digits as mean something."""
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
