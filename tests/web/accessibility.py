"""The check of a page by axe-core: for readers of screens, for keyboards, for weak eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def serious_findings(page: Any) -> list[str]:
    """Findings of axe that are serious or critical, with where they are. The page must be opened with `bypass_csp=True`: axe is put
    into it.
    """
    page.add_script_tag(path=str(_AXE))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)", _RULES
    )
    return [
        f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:160]}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]
