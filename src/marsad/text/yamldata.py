"""Reading the project's data files: YAML by the C parser where PyYAML was built with it, which starts the coder sooner."""

from __future__ import annotations

from typing import Any


def parse_yaml(text: str) -> Any:
    """The value of a YAML text, plain data only; `yaml.YAMLError` when it is none.

    >>> parse_yaml("words: [قصف, غارة]")
    {'words': ['قصف', 'غارة']}
    """
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader either way
