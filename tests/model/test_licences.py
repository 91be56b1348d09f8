from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.licences import (
    Claim,
    LicenceNotice,
    ReusePolicy,
    Rule,
    licence_anchor,
    licence_of,
    rights_held,
    rights_holder,
)
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.vocabularies import read_licences

POLICY = ReusePolicy(datasets="OGL-UK-3.0", otherwise="personal-and-journalism")
OPEN, REST, THEIRS = POLICY.datasets, POLICY.otherwise, "third-party-rights"
PLACES = {"authority", "title", "reference", "url", "licence", "rights_holder"}
IDS = tuple(read_licences().licences)


@pytest.mark.parametrize(
    ("stated", "third_party", "is_dataset", "environmental", "licence", "rule"),
    [
        ("", False, False, None, REST, Rule.NOT_DATASET),
        ("", False, False, False, REST, Rule.NOT_DATASET),
        ("", False, False, True, REST, Rule.NOT_DATASET),
        ("", False, True, None, REST, Rule.LAW_NOT_STATED),
        ("", False, True, False, OPEN, Rule.DATASET),
        ("", False, True, True, REST, Rule.ENVIRONMENTAL),
        ("", True, False, None, THEIRS, Rule.THIRD_PARTY),
        ("", True, False, False, THEIRS, Rule.THIRD_PARTY),
        ("", True, False, True, THEIRS, Rule.THIRD_PARTY),
        ("", True, True, None, THEIRS, Rule.THIRD_PARTY),
        ("", True, True, False, THEIRS, Rule.THIRD_PARTY),
        ("", True, True, True, THEIRS, Rule.THIRD_PARTY),
        ("CC-BY-4.0", False, False, None, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", False, False, False, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", False, False, True, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", False, True, None, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", False, True, False, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", False, True, True, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", True, False, None, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", True, False, False, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", True, False, True, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", True, True, None, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", True, True, False, "CC-BY-4.0", Rule.STATED),
        ("CC-BY-4.0", True, True, True, "CC-BY-4.0", Rule.STATED),
    ],
)
def test_the_first_rule_that_fits_wins(
    stated: str, third_party: bool, is_dataset: bool, environmental: bool | None, licence: str, rule: Rule
) -> None:
    assert licence_of(Claim(stated, third_party, is_dataset, environmental), POLICY) == (licence, rule)


def test_the_policy_may_name_other_licences() -> None:
    policy = ReusePolicy(datasets="OGL-UK-2.0", otherwise="OGL-UK-1.0")
    assert licence_of(Claim(is_dataset=True, environmental=False), policy)[0] == "OGL-UK-2.0"
    assert licence_of(Claim(), policy)[0] == "OGL-UK-1.0"


@pytest.mark.parametrize(
    ("cell", "held", "holder"),
    [
        ("", False, ""), (" ", False, ""), ("no", False, ""), ("No", False, ""), (" NO ", False, ""),
        ("FALSE", False, ""),
        ("yes", True, ""), ("Yes", True, ""), (" YES ", True, ""), ("True", True, ""),
        ("Ordnance Survey", True, "Ordnance Survey"), (" Royal Mail ", True, "Royal Mail"),
        ("Nobel plc", True, "Nobel plc"),
    ],
)  # fmt: skip
def test_who_holds_rights(cell: str, held: bool, holder: str) -> None:
    assert (rights_held(cell), rights_holder(cell)) == (held, holder)


def notice(claim: Claim, policy: ReusePolicy = POLICY, **words: str) -> LicenceNotice:
    usual = {
        "authority": "Anytown Council",
        "title": "Parking penalties",
        "reference": "FOI-1",
        "url": "https://x.example/d/",
        "holder": "",
        "terms": "https://x.example/licence/",
    }
    return read_licences().notice(claim, policy, **(usual | words))


@pytest.mark.parametrize(
    ("claim", "reason_holds"),
    [
        (Claim("CC-BY-4.0"), ("Anytown Council", "Creative Commons Attribution 4.0 International")),
        (Claim(third_party=True), ("Somebody else holds rights", "Anytown Council alone")),
        (Claim(is_dataset=True, environmental=False), ("is a dataset", "Open Government Licence v3.0")),
        (Claim(is_dataset=True, environmental=True), ("environmental information", "Personal use and journalism")),
        (Claim(is_dataset=True), ("does not state which law", "Personal use and journalism")),
        (Claim(), ("does not record this as a dataset", "Personal use and journalism")),
    ],
)
def test_the_reason_says_which_rule_and_which_licence(claim: Claim, reason_holds: tuple[str, ...]) -> None:
    reason = notice(claim).reason
    for words in reason_holds:
        assert words in reason
    assert "{" not in reason


def test_a_notice_leads_to_the_licence_or_to_our_own_page_about_its_terms() -> None:
    for licence in read_licences().licences.values():
        url = notice(Claim(licence.id)).url
        assert url == (licence.url or f"https://x.example/licence/#{licence_anchor(licence.id)}")


def test_the_place_of_a_licence_on_its_page() -> None:
    assert licence_anchor("OGL-UK-3.0") == "licence-ogl-uk-3-0"
    assert len({licence_anchor(licence) for licence in IDS}) == len(IDS)


def test_the_holder_of_rights_is_named() -> None:
    assert notice(Claim(third_party=True), holder="Ordnance Survey").reason.startswith("Ordnance Survey holds rights")


def test_the_usual_attribution_is_the_one_to_copy() -> None:
    sentence = "Contains public sector information licensed under the Open Government Licence v3.0."
    assert notice(Claim(is_dataset=True, environmental=False)).attribution == sentence


@pytest.mark.parametrize("title", ["{authority}", "{url} {", "}{", "{}", "{0}", "{title.__class__}", "{{7*7}}", "%s"])
def test_braces_in_a_title_survive(title: str) -> None:
    made = notice(Claim("CC-BY-4.0"), title=title)
    assert made.attribution.startswith(f"“{title}”, Anytown Council, FOI-1, https://x.example/d/, ")


@given(st.text(), st.text(), st.text(), st.sampled_from(IDS))
def test_whatever_the_words_are_they_stand_in_the_notice_as_they_are(
    title: str, authority: str, reference: str, licence: str
) -> None:
    made = notice(Claim(licence), title=title, authority=authority, reference=reference)
    expected = {"title": title, "authority": authority, "reference": reference}
    for place, word in expected.items():
        if "{" + place + "}" in made.licence.attribution:
            assert word in made.attribution


@pytest.mark.parametrize(
    ("claim", "own"),
    [
        (Claim(is_dataset=True, environmental=False), True),
        (Claim(), False),  # not an open licence: its own words say where it comes from
        (Claim(third_party=True), False),
        (Claim("OGL-UK-3.0"), False),  # stated for this item, as its licensor words it
    ],
)
def test_the_authoritys_own_attribution_is_for_what_it_opens_itself(claim: Claim, own: bool) -> None:
    policy = ReusePolicy(OPEN, REST, attribution="© {authority}, {reference} {curly}")
    attribution = notice(claim, policy).attribution
    assert (attribution == "© Anytown Council, FOI-1 {curly}") is own


def test_a_stated_licence_that_is_not_known_falls_to_the_policy() -> None:
    made = notice(Claim("OGL-UK-9.9"))
    assert (made.licence.id, made.rule) == (REST, Rule.NOT_DATASET)


def _data() -> dict[str, Any]:
    path = resources.files("disclosurelog") / "data" / "licences.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_there_is_a_reason_for_every_rule_and_no_other() -> None:
    assert set(_data()["reasons"]) == {rule.value for rule in Rule}


def _unfilled(sentence: str) -> set[str]:
    return set(re.findall(r"\{([^}]*)\}", sentence)) - PLACES


@pytest.mark.parametrize("sentence", _data()["reasons"].values())
def test_a_reason_has_only_places_that_are_filled(sentence: str) -> None:
    assert not _unfilled(sentence)
    assert sentence.endswith(".")


@pytest.mark.parametrize("licence", _data()["licence"], ids=lambda entry: entry["id"])
def test_a_licence_is_whole(licence: dict[str, Any]) -> None:
    for name in ("title", "short_title", "may", "attribution", "not_covered"):
        assert licence[name].strip() == licence[name] != ""
    assert not _unfilled(licence["attribution"])
    assert licence["url"].startswith("https://") or not licence["open"]
    assert {"{" + place + "}" for place in ("licence", "rights_holder")}.isdisjoint(
        re.findall(r"\{[^}]*\}", licence["attribution"])
    )


def test_each_licence_is_known_once() -> None:
    ids = [entry["id"] for entry in _data()["licence"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("table", ["disclosures", "releases"])
def test_the_standard_lets_a_row_name_every_licence_that_is_known(table: str) -> None:
    field = read_standard()[table].by_name["licence"]
    assert field.values == IDS
    assert all(value in field.advice for value in IDS)


@pytest.mark.parametrize(
    ("licence", "is_open"),
    [
        ("OGL-UK-3.0", True), ("OGL-UK-2.0", True), ("OGL-UK-1.0", True), ("CC-BY-4.0", True), ("CC0-1.0", True),
        ("NCGL-UK-2.0", False), ("personal-and-journalism", False), ("third-party-rights", False),
    ],
)  # fmt: skip
def test_which_licences_are_open(licence: str, is_open: bool) -> None:
    assert read_licences().licences[licence].open is is_open
