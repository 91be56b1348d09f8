"""What each page of ours says beside the answer: the terms of re-use, review and regulator, how to cite it.

A plain MkDocs site that told its readers the same would have these words in every Markdown file.
"""

from __future__ import annotations

from collections.abc import Mapping

from disclosurelog.model.licences import Claim, ReusePolicy
from disclosurelog.reading.vocabularies import read_law, read_licences

SITE = "https://disclosures.example/"
AUTHORITY = "Benchmark Council"
_POLICY = ReusePolicy("OGL-UK-3.0", "personal-and-journalism")
_REVIEW = "Information Governance Manager\nBenchmark Council\nreview@benchmark.example"
_REGULATOR = "Information Commissioner's Office\nWycliffe House\nWater Lane\nWilmslow\nSK9 5AF\n0303 123 1113"


def notices_of(fields: Mapping[str, str], release: Mapping[str, str], url: str) -> list[str]:
    """Return the notices of a disclosure as blocks of Markdown."""
    law = read_law().legislation[fields["legislation"]]
    blocks = ["## May I use this?"]
    for item in (fields, release) if release else (fields,):
        claim = Claim(
            stated=item.get("licence", ""),
            is_dataset=item.get("is_dataset") == "yes",
            environmental=law.environmental,
        )
        notice = read_licences().notice(
            claim, _POLICY, authority=AUTHORITY, title=item["title"], reference=fields["reference"], url=url, holder="",
            terms=f"{SITE}licence/",
        )  # fmt: skip
        blocks += [
            f"### {item['title']}: {notice.licence.title}",
            f"**{notice.licence.may}**",
            f"{notice.reason} [Read the {notice.licence.title}]({notice.url}).",
            notice.licence.not_covered,
            f"Credit it in these words: {notice.attribution}",
        ]
    blocks += ["## Not satisfied?", law.review_note]
    blocks += [f"Ask {AUTHORITY} for an internal review, within 40 working days of receiving the answer:", _REVIEW]
    blocks += [law.regulator_note, _REGULATOR, "## Cite this"]
    blocks.append(f"{AUTHORITY}. {fields['title']}. Reference {fields['reference']}. {url}")
    return blocks
