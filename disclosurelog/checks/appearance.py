"""How the site will look: what a reader with poor sight could not read."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.colours import LEAST_CONTRAST, WHITE, contrast, darkened
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Severity


def colour_contrast(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The authority's colour is too light for the white words on it.

    Why it matters: where the site has one log, its name, its menu and its footer stand in white on this colour.
    A public body's website must meet WCAG at level AA, which asks for a contrast of 4.5 to 1 (Public Sector
    Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018).

    What to do: give the darker shade that the message names, or another dark colour.
    """
    colour = log.authority.colour
    shown = facts.logs == 1  # where there are several the site has its own
    if not shown or not colour or contrast(colour, WHITE) >= LEAST_CONTRAST:
        return
    # Cut, not rounded: 4.46 must not be told as 4.5.
    ratio = int(contrast(colour, WHITE) * 10) / 10
    yield log.place.finding(
        "colour-contrast",
        Severity.ERROR,
        f"White words on the colour {colour} have a contrast of {ratio} to 1; they need {LEAST_CONTRAST} to 1.",
        f'Set “colour:” under “authority:” to a darker one, such as "{darkened(colour)}".',
    )
