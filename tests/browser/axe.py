"""The check for people who do not see, or not well: axe-core in the page under test."""

from pathlib import Path

SCRIPT = next(Path(__file__).parent.glob("vendor/axe-core-*/axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page) -> list[str]:
    """What axe finds on the page as it stands, one line each: weight, rule, first element."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(SCRIPT.read_text())
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{v['impact']} {v['id']}: {v['nodes'][0]['html']}" for v in found]
