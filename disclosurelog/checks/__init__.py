"""What can be wrong with a log. ``CHECKS`` is read from top to bottom; each check is one function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosurelog.checks import (
    appearance,
    completeness,
    datasets,
    dates,
    exemptions,
    extensions,
    interest,
    licences,
    outcomes,
    parts,
    questions,
    references,
    releases,
    reviews,
    rights,
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
    dates.date_not_working,
    dates.response_late,
    extensions.extension_unlawful,
    extensions.extension_without_grounds,
    extensions.extension_short,
    extensions.extension_long,
    exemptions.exemption_law,
    exemptions.exemption_unknown,
    exemptions.exemption_body,
    exemptions.exemption_replaced,
    exemptions.exemption_early,
    outcomes.granted_with_exemption,
    outcomes.refused_without_exemption,
    outcomes.not_held_with_exemption,
    outcomes.refused_not_held,
    outcomes.closed_with_exemption,
    outcomes.neither_without_provision,
    interest.interest_test_missing,
    interest.interest_test_needless,
    interest.withheld_blank,
    parts.part_outcome,
    parts.part_exemption,
    parts.part_without_exemption,
    questions.question_stray,
    questions.question_duplicate,
    questions.question_gap,
    questions.answer_empty,
    reviews.review_incomplete,
    reviews.review_early,
    reviews.review_late,
    reviews.review_asked_late,
    reviews.regulator_without_review,
    releases.release_stray,
    releases.release_nothing,
    releases.release_file,
    datasets.dataset_doubtful,
    datasets.dataset_environmental,
    rights.rights_unclear,
    rights.rights_unnamed,
    rights.rights_unsaid,
    rights.rights_mentioned,
    licences.licence_third_party,
    licences.licence_environmental,
    licences.licence_differs,
    withdrawals.withdrawal_text,
    withdrawals.change_stray,
    completeness.not_stated,
    completeness.regulator_other,
    completeness.law_elsewhere,
    appearance.colour_contrast,
)


def run_checks(logs: Sequence[DisclosureLog], facts: Facts, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return what each of ``checks`` finds in every log."""
    return [finding for check in checks for log in logs for finding in check(log, facts)]
