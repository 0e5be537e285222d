"""What the tests of the import page share: texts, and forms that are sent and waited for."""

from __future__ import annotations

import time
from typing import Any

from marsad.web.imports import Import

from .serving import Workbench

TEXT = "قُتل ثلاثة جنود وأصيب 12 آخرون، اليوم الأحد، بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي غربي الموصل."
OTHER = "أعلنت وزارة الصحة مقتل خمسة مدنيين في غارة جوية على سوق شعبي في مدينة تعز أمس السبت."
LINE = '{"id": "n%d", "text": "%s", "source": "وكالة", "published": "2017-03-05"}\n'


def upload(workbench: Workbench, *files: tuple[str, bytes], role: str = "editor", **fields: str) -> Any:
    client = workbench.client(role)
    parts = [("files", (name, content)) for name, content in files]
    return client.post("/import", data={"csrf": workbench.csrf(client), **fields}, files=parts)


def finished(workbench: Workbench, answer: Any, seconds: float = 60.0) -> Import:
    """The import that a form began, when it is over."""
    assert answer.status_code == 303, answer.text
    import_id = answer.headers["location"].rpartition("/")[2]
    until = time.monotonic() + seconds
    while (found := workbench.site.imports.get(import_id)).live and time.monotonic() < until:
        time.sleep(0.02)
    assert not found.live
    return found
