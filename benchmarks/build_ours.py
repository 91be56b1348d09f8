"""Build one site with disclosurelog, in a process of its own, and write down when each stage began.

The stages are those that ``disclosurelog.build.build`` tells its ``progress``.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from pathlib import Path

from disclosurelog.build import build
from disclosurelog.config import make_config


def peak_memory() -> int:
    """Return the most memory that this process has had so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Stages:
    """Notes for each stage its name, the seconds it took and the peak of memory at its end."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, float, int]] = []
        self._name = ""
        self._began = time.perf_counter()

    def __call__(self, stage: str, count: int | None = None) -> None:
        """Note that ``stage`` begins, unless it already has."""
        if stage == self._name:
            return
        self.end()
        self._name, self._began = stage, time.perf_counter()

    def end(self) -> None:
        """Note that the stage has ended."""
        if self._name:
            self.ended.append((self._name, time.perf_counter() - self._began, peak_memory()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    for name in ("config", "datasets", "site", "result"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    config = make_config(options.config, options.datasets, options.site, None, strict=False)
    gc.disable()  # as the command line does
    stages = Stages()
    result = build(config, stages)
    stages.end()
    if not result.published:
        errors = [finding for finding in result.findings if finding.severity.value == "error"]
        print(*errors[:5], sep="\n")
        return 1
    options.result.write_text(json.dumps({"stages": stages.ended, "disclosures": result.disclosures}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
