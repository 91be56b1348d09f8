"""What can be wrong with a log. ``CHECKS`` is read from top to bottom; each check is one function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosurelog.checks import (
    appearance,
    completeness,
    dates,
    exemptions,
    licences,
    questions,
    references,
    releases,
    withdrawals,
)
from disclosurelog.checks.context import Check, Facts, code_of
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding

__all__ = ["CHECKS", "Check", "Facts", "code_of", "run_checks"]

CHECKS: tuple[Check, ...] = (
    references.reference_duplicate,
    references.reference_portable,
    references.address_shared,
    references.title_blank,
    dates.dates_order,
    dates.date_implausible,
    dates.response_late,
    dates.extension_unlawful,
    exemptions.exemption_law,
    exemptions.exemption_unknown,
    exemptions.granted_with_exemption,
    exemptions.refused_without_exemption,
    questions.question_stray,
    questions.question_duplicate,
    questions.question_gap,
    questions.answer_empty,
    releases.release_stray,
    releases.release_nothing,
    releases.release_file,
    licences.rights_unclear,
    licences.licence_third_party,
    licences.licence_environmental,
    licences.licence_differs,
    withdrawals.withdrawal_text,
    withdrawals.change_stray,
    completeness.not_stated,
    completeness.regulator_other,
    appearance.colour_contrast,
)


def run_checks(logs: Sequence[DisclosureLog], facts: Facts, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return what each of ``checks`` finds in every log."""
    return [finding for check in checks for log in logs for finding in check(log, facts)]
