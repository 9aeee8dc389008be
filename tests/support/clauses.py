"""Large standards for tests of speed."""

from __future__ import annotations

import json

PER_FILE = 100


def standards(clauses: int, *, changed: int = 0) -> dict[str, bytes]:
    """Return files with so many commitments, every n-th of them changed if `changed` is n."""
    files = {}
    for number in range(clauses // PER_FILE):
        lines = ["schema: standard/1", "layer: customer", f"label: 服务{number}", "commitments:"]
        for at in range(PER_FILE):
            one = number * PER_FILE + at
            moved = changed and one % changed == 0
            lines += [
                f"  c{one}:",
                "    aspect: time",
                f"    text: {json.dumps(f'第{one}项：接到报修应在{20 if moved else 15}分钟内响应，并告知何时到场', ensure_ascii=False)}",
                "    kind: hard",
                f"    measure: {{limit: [{'20m' if moved else '15m'}, always]}}",
                "    evidence: [slip, photo]",
                "    basis: house",
            ]
        files[f"standards/services/s{number}.yaml"] = "\n".join([*lines, ""]).encode()
    return files
