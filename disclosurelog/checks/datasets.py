"""Datasets: what is called one, held against the law's definition of a dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.checks.counting import each_or_counted
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Release
from disclosurelog.model.findings import Finding, Severity

# Sorts of documents, and of figures, that are not raw facts. “Pothole reports by ward” are facts: a report is one
# of these where its sort is named, or what it is on.
_NOT_RAW = re.compile(
    r"\b(?:"
    r"analys[ei]s|analysed|interpretation|(?:official|national) statistics|statistical (?:release|bulletin|report)"
    r"|minutes of|meeting minutes|letters? (?:to|from|of|about)|e-?mails? (?:to|from|between|about)|correspondence"
    r"|memo(?:randum)?|briefings?|presentations?|powerpoint|business case|legal advice|summary report|commentary"
    r"|findings|evaluation|conclusions|recommendations|forecasts?"
    r"|(?:annual|final|draft|interim|audit|inspection|investigation|committee|cabinet|consultants?'?|progress|monitoring"
    r"|feasibility|technical|performance|survey) reports?|reports? (?:on|into|to|about)"
    r")\b"
    r"|^(?:minutes(?! (?:lost|per|spent|taken|waited|waiting|late|of delay))|letters?|e-?mails?)\b"
    r"|\b(?:policy|strategy|guidance|plan|report)$",
    re.IGNORECASE | re.MULTILINE,
)
# A search for plain letters is far faster than one for whole words, and nearly every title has none of these.
_STEMS = (
    "analys", "interpret", "statistic", "minutes", "letter", "mail", "correspond", "memo", "briefing", "presentation",
    "powerpoint", "business case", "advice", "policy", "strategy", "guidance", "plan", "report",
    "commentary", "finding", "evaluation", "conclusion", "recommendation", "forecast",
)  # fmt: skip
_LOOKED_AT = 5_000
"""Characters of a title or a description: what it is, is said at its beginning."""

_NOT_TABLES = frozenset(
    {"PDF", "DOC", "DOCX", "ODT", "RTF", "PPT", "PPTX", "ODP", "PNG", "JPG", "JPEG", "GIF", "TIF", "TIFF", "WEBP"}
)


def dataset_doubtful(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Something is called a dataset that does not look like one.

    Why it matters: a dataset in the sense of FOIA s.11(5) is a collection of facts that are not the product of analysis
    or interpretation (other than calculation), are not official statistics, and have not been materially altered since
    they were recorded. A report, minutes, a letter or a PDF is seldom that, and what is marked as a dataset is given
    the open licence that the re-use policy has for datasets.

    What to do: type no in is_dataset, unless this is a table of facts as they were recorded.
    """
    for disclosure in log.disclosures:
        if not disclosure.has_data:
            continue
        items: tuple[Disclosure | Release, ...] = (disclosure, *disclosure.releases)
        for item in items:
            if item.is_dataset and (why := _doubt(item)):
                yield item.place.finding(
                    "dataset-doubtful",
                    Severity.NOTICE,
                    f"“{item.title[:80]}” is marked as a dataset, but {why}.",
                    "Type no in “is_dataset”, unless this is a table of facts as they were recorded.",
                    "is_dataset",
                )


def _doubt(item: Disclosure | Release) -> str:
    """Return why it may be no dataset, as the end of a sentence, ``""`` where there is no doubt."""
    about = item.description if isinstance(item, Release) else item.summary
    kind = "description" if isinstance(item, Release) else "summary"
    for name, text in (("title", item.title[:_LOOKED_AT]), (kind, about[:_LOOKED_AT])):
        plain = text.lower()
        found = _NOT_RAW.search(text) if any(stem in plain for stem in _STEMS) else None
        if found is not None:
            return f"its {name} speaks of “{found[0]}”"
    if isinstance(item, Release):
        path = (item.file or item.url).partition("#")[0].partition("?")[0]
        ending = item.found.format if item.found else path.rpartition(".")[2].upper()
        if ending in _NOT_TABLES:
            return f"a {ending} is seldom a table of facts that can be used again"
    return ""


def dataset_environmental(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Something is called a dataset that was answered under the Environmental Information Regulations.

    Why it matters: what a dataset is, and that it is to be offered for re-use, is said in FOIA s.11(1A), s.11(5) and
    s.11A, of requests under that Act. So the mark gives environmental information no open licence: the general
    terms of the re-use policy apply to it, or a licence that its row states.

    What to do: nothing, if the general terms are meant. If the authority licenses such data openly, state the licence.
    """
    yield from each_or_counted(_environmental(log, facts), "are marked as environmental datasets")


def _environmental(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    for disclosure in log.disclosures:
        if not disclosure.has_data or not facts.law.is_environmental(disclosure.legislation):
            continue
        items: tuple[Disclosure | Release, ...] = (disclosure, *disclosure.releases)
        for item in items:
            if item.is_dataset and not item.licence and not (item.notice and item.notice.licence.open):
                yield item.place.finding(
                    "dataset-environmental",
                    Severity.NOTICE,
                    f"“{item.title[:80]}” is marked as a dataset, but under {disclosure.legislation} that gives it no "
                    "open licence.",
                    "Leave it so if the general terms of re-use are meant. If not, state the licence.",
                    "is_dataset",
                )
