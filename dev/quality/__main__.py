"""`make quality`, or `make quality ONLY=nu` for one check.

Exits with 1 where a bound is broken. The figures are in var/quality/report.json.
"""

import json
import sys
import time

from dev.quality import site, tools


def main(only=""):
    tools.install()
    with site.served() as origin:
        import django

        django.setup()
        import languages
        from dev.quality import checks, pages

        chosen = [check for check in checks.ALL if only in ("", check.__name__)]
        if not chosen:
            sys.exit(f"ONLY is one of: {', '.join(check.__name__ for check in checks.ALL)}")
        by_language = {code: pages.paths(code) for code in languages.codes()}
        report, outcomes = {}, {}
        for check in chosen:
            print(f"\n=== {check.__doc__}", flush=True)
            started = time.monotonic()
            outcomes[check.__name__] = findings = list(check(origin, by_language, report))
            print("\n".join(findings) or f"  {report[check.__name__]}", flush=True)
            print(f"  {len(findings)} findings in {time.monotonic() - started:.0f} s", flush=True)
    report["findings"] = outcomes
    (tools.FOLDER / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False))
    print("\n=== Summary")
    for name, findings in outcomes.items():
        print(f"{'FAILED' if findings else 'ok':8}{len(findings):5} findings  {name}")
    return 1 if any(outcomes.values()) else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
