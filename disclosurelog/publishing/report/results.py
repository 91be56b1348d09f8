"""How a run ended, and the sentences that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosurelog.model.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended. ``stopped`` says that findings kept the site from being published.

    ``allowed`` is how many findings an officer let pass, which are not among ``findings``; ``held`` how many
    answers were kept out of what was published because something in them stops publication. ``inside`` is where in
    the repository, if any, the folder of data lies: ``""`` at its top, else a path that ends in ``/``. ``lines`` has
    the line in which a row begins, by file and row, where that is known: a host of repositories counts lines.
    """

    findings: tuple[Finding, ...]
    disclosures: int = 0
    datasets: int = 0
    seconds: float = 0.0
    published: bool = False
    stopped: bool = False
    site: str = ""
    allowed: int = 0
    held: int = 0
    inside: str = ""
    lines: Mapping[tuple[str, int | None], int] = field(default_factory=dict)


def many(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 error``, ``1,204 errors``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return the parts as a sentence has them: ``3, 9 and 12``."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def counts_of(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Return how many findings of each kind there are, the worst kind first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each kind there are: ``2 errors and 1 warning``."""
    parts = [many(count, severity.value) for severity, count in counts_of(findings).items() if count]
    return listed(parts) or "nothing to report"


def verdict_of(result: Result) -> str:
    """Return the sentence that says how the run ended."""
    what = many(result.disclosures, "disclosure")
    if result.datasets:
        what += f" and {many(result.datasets, 'dataset')}"
    took = f"{result.seconds:.1f} s"
    found = counted(result.findings)
    if result.stopped:
        strict = not any(finding.severity is Severity.ERROR for finding in result.findings)
        return f"Not published: {found}{'; warnings stop it too' if strict else ''}. The site stays as it was."
    if result.published:
        return f"Published {what} to {result.site} in {took} ({found})."
    return f"Checked {what} in {took}: {found}. Nothing stands against publishing."


def besides(result: Result) -> str:
    """Return what was let pass and what was kept out, in sentences, ``""`` where there is neither."""
    sentences = []
    if result.held:
        one = result.held == 1
        were = ("was" if one else "were") if result.published else "would be"
        sentences.append(
            f"{many(result.held, 'answer')} {'awaits' if one else 'await'} correction and {were} kept out."
        )
    if result.allowed:
        sentences.append(f"{many(result.allowed, 'finding')} {'is' if result.allowed == 1 else 'are'} allowed.")
    return " ".join(sentences)
