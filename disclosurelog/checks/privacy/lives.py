"""What tells of a life: dates of birth and ages of somebody named, homes, and cars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.privacy.papers import OTHER
from disclosurelog.checks.privacy.sightings import Known, Sighting, masked
from disclosurelog.checks.privacy.words import read_words
from disclosurelog.model.findings import Severity

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = re.compile(
    rf"(?i)(?<!\w)(?:(?:0?[1-9]|[12][0-9]|3[01])(?P<gap>[ ]?[/.-][ ]?|[ ])(?:0?[1-9]|"
    rf"1[0-2])(?P=gap)(?:(?P<y1>(?:1[89]|20)[0-9]{{2}})|[0-9]{{2}})"
    rf"|(?P<y2>(?:1[89]|20)[0-9]{{2}})[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])"
    rf"|(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?[ -]{{0,2}}(?:of[ ])?{_MONTH},?[ -]{{0,2}}(?:(?P<y3>(?:1[89]|"
    rf"20)[0-9]{{2}})|'?[0-9]{{2}})"
    rf"|{_MONTH}[ ](?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,?[ ](?P<y4>(?:1[89]|20)[0-9]{{2}})"
    rf"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:(?P<y5>(?:19|20)[0-9]{{2}})|[0-9]{{2}})|(?P<y6>(?:19|"
    rf"20)[0-9]{{2}})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|[1-4][0-9]{{4}}(?:\.0)?)(?!\d)(?![/-]\d)"
)
_BIRTH = re.compile(
    r"(?i)(?<![\w.])(?:d\.?\s?o\.?\s?b\b\.?|dates?\s+of\s+birth|birth\s?(?:dates?|dt|day)|birthdays?|born|\(b\.|"
    r"b\.(?=\s?[0-9]{1,2}[/.-]))"
    r"(?P<between>[^\n.;]{0,40}?[\s:=(-]{0,4})(?=[0-9]|(?-i:[JFMASOND])[a-z]{2})"
)
_RULE = re.compile(r"(?i)\b(?:before|after|between|since|until|from|to|by|prior to|during|than)\s+(?:the\s)?$")
_MANY = re.compile(
    r"(?i)\b(?:children|babies|pupils|people|persons|those|anyone|anybody|everyone|residents|women|men|adults|"
    r"patients|applicants|"
    r"employees|students|infants|animals|dogs|calves|lambs)\s(?:who\s(?:were|are|was)\s)?$"
)
_ONWARDS = re.compile(r"(?i)\s(?:or|and)\s(?:later|earlier|after|before|since)\b|\s?onwards?\b|\s(?:to|and)\s[0-9]")
_OLDEST = 1905
_AGED = re.compile(
    r"(?P<name>(?P<first>[A-Z][a-z'-]+)(?:\s[A-Z][\w'.-]*){0,2}),?\s\(?(?i:aged?|"
    r"age:?)\s(?:of\s)?(?P<age>[0-9]{1,3})\b|"
    r"(?P<name2>(?P<first2>[A-Z][a-z'-]+)\s[A-Z][a-z'-]+)\s?\((?P<age2>[0-9]{1,2})\)"
)
_OF_KIN = re.compile(
    r"(?i)\b(?:my|his|her|their|our)\s(?:\w+\s)?(?:son|daughter|child|baby|twins?|grandson|granddaughter|mother|"
    r"father|mum|dad|"
    r"brother|sister|husband|wife|partner)(?:,?\s(?-i:[A-Z])[\w'-]+){0,2}\s?[(,]\s?(?=[0-9]{1,2}[/.-][0-9]{1,2}[/.-])"
)
_DATE_ADVICE = "Type “[date of birth removed]” in its place, or the year alone if it is needed and many share it."


def personal_date(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds a date of birth, or the age of somebody named.

    Why it matters: with a name, a date of birth is half of what a bank or a surgery asks for, and it singles somebody
    out in any register. It is personal data, which FOIA s.40, FOISA s.38, EIR reg.13 and EISR reg.11 protect.

    What to do: type “[date of birth removed]” in its place, or an age group that many share. The birthday of somebody
    long dead can be allowed.
    """
    for match in _OF_KIN.finditer(text):
        if day := _DAY.match(text, match.end()):
            shown = masked(day[0], 2, 0)
            yield Sighting("personal-date", Severity.WARNING, *day.span(), "a date of birth", shown, _DATE_ADVICE)
    for match in _BIRTH.finditer(text):
        at = match.end()
        if _RULE.search(match["between"]) or _MANY.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        while day := _DAY.match(text, at):
            if _ONWARDS.match(text, day.end()):
                break
            year = next((int(found) for found in day.group("y1", "y2", "y3", "y4", "y5", "y6") if found), 2000)
            if year >= _OLDEST:
                shown = masked(day[0], 2, 0)
                yield Sighting("personal-date", Severity.WARNING, *day.span(), "a date of birth", shown, _DATE_ADVICE)
            more = re.compile(r"\s?(?:,|and|&|;)\s{0,2}").match(text, day.end())
            if more is None:
                break
            at = more.end()
    for match in _AGED.finditer(text):
        if (match["first"] or match["first2"]).lower() in read_words().first_names:
            shown = masked(match[0], 1, 0)
            advice = "Type an age group that many share, and what the person was instead of the name."
            yield Sighting("personal-date", Severity.WARNING, *match.span(), "the age of somebody named", shown, advice)


_POSTCODE = re.compile(r"(?<![A-Za-z0-9])(?i:[A-Z]{1,2}[0-9][0-9A-Z]?[ \n]{0,2}[0-9][A-Z]{2})(?![A-Za-z0-9])")
"""Wider than the codes in use: nobody types a house number before what only looks like one."""
_ROADS = (
    "cottages?|street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|cl|crescent|cres|court|ct|place|pl|gardens|gdns|"
    "grove|gr|"
    "way|terrace|"
    "terr|tce|ter|crt|rw|gdn|walk|row|rise|hill|mews|square|sq|park|view|green|parade|fields?|meadows?|croft|wynd|brae|loan|vale|villas|"
    "end|bank|"
    "path|wharf|quay|quayside|harbour|gate|chase|dene|heights|common|circus|yard|mount|the [a-z]+|[a-z]+gate|"
    "[a-z]+ney|heol [a-z]+|ffordd [a-z]+|stryd [a-z]+"
)
_HOUSE = re.compile(
    rf"(?i)(?<![\w£$.,/-])(?P<number>(?:(?:flat|apartment|apt|"
    rf"room)\s[0-9]{{1,4}}[a-z]?(?:\s?,)?\s)?[0-9]{{1,4}}(?:\s?[a-z])?)\s?,?[ \n]"
    rf"(?P<street>(?:[a-z][\w'.-]{{0,20}}[ ]){{0,4}}?(?:{_ROADS}))(?![\w'])"
)
_FLAT = re.compile(r"(?i)\b(?:flat|apartment|apt)\s[0-9]{1,4}[a-z]?\b")
_FLAT_IN = re.compile(r"(?i:\b(?:flat|apartment|apt)\s[0-9]{1,4}[a-z]?,?)(?:\s[A-Z][\w']+){1,3}")
_NAMED_HOUSE = re.compile(
    r"\b(?:The\s(?:Old\s)?)?[A-Z][\w']+(?:\s[A-Z][\w']+){0,2}\s?(?:Cottage|Lodge|Farmhouse|Farm|Bungalow|Villa|"
    r"Vicarage|Rectory|Barn|Croft)\b|"
    r"\bThe\sOld\s[A-Z][a-z]+\b"
)
_LIVES = re.compile(
    r"(?i)\b(?:lives?|lived|living|resid(?:es|ed|ing|ent)|home\s+address(?:\s+is)?|(?:his|her|their|"
    r"my)\s+address(?:\s+is)?)\b(?:\s(?:at|is|was))?[\s:]{1,3}$|"
    r"\b(?:complain\w*|object(?:ions?|ors?)|tenan\w+|residents?|occupi\w+|neighbours?|famil\w+|householders?|owners?|"
    r"couple|"
    r"(?:man|woman|lady|child|person)|moved)\s(?:who\s)?(?:from|of|at|in|to)\s$"
)
_BARE_NUMBER = re.compile(
    r"(?i)(?:(?:^|(?<=[\n;:])|(?<=[\n;:] ))|\bno\.?\s|\bnumber\s)[0-9]{1,4}[a-z]?,\s(?:[\w' ]{1,30},\s)?$"
)
_HOME_ADVICE = "Type the street or the first half of the postcode alone, or “[address removed]”."


def personal_address(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds what looks like the full address of a home.

    Why it matters: a house number with a postcode leads to one door, and so to whoever lives behind it. It is
    personal data where it tells something of them, which FOIA s.40, FOISA s.38, EIR reg.13 and EISR reg.11 protect.
    The addresses of offices, shops and schools pass where the text names them.

    What to do: type the street or the first half of the postcode alone. If nobody lives there, or the register that it
    comes from is public, allow it.
    """
    words = read_words()
    last = 0
    for code in _POSTCODE.finditer(text):
        start = max(last, code.start() - 110)
        lead = text[start : code.start()]
        last = code.end()
        cut = max((end.end() for end in _STOP.finditer(lead)), default=0)
        house = _house_in(lead, cut)
        if (
            house is None
            or (start and not lead[: house.start()].strip(" ,;\n"))
            or _of_a_body(lead, house, words.bodies)
        ):
            continue
        yield _home(text, start + house.start(), code.end())
    for match in (*_HOUSE.finditer(text), *_FLAT_IN.finditer(text)):
        if _LIVES.search(text[max(0, match.start() - 40) : match.start()]) and not _PREMISES.search(match[0]):
            yield _home(text, *match.span())


def _home(text: str, start: int, end: int) -> Sighting:
    shown = masked(text[start:end], 4, 0)
    return Sighting("personal-address", Severity.WARNING, start, end, "the address of a home", shown, _HOME_ADVICE)


_STOP = re.compile(r"\n\s*\n|[a-z)][.;?!]\s+(?=\S)")


def _house_in(lead: str, cut: int) -> re.Match[str] | None:
    """Return the house number or name, with its street, that stands before a postcode."""
    for pattern in (_FLAT, _HOUSE, _NAMED_HOUSE, _BARE_NUMBER):
        match = pattern.search(lead, cut)
        if match and len(re.findall(r"[0-9]{1,4}", lead[match.end() :])) <= 1:
            return match
    return None


def _of_a_body(lead: str, house: re.Match[str], bodies: frozenset[str]) -> bool:
    """Return whether an address names whose it is, before the house number or after: an office, a shop, a school."""
    named = _NAME_BEFORE.search(lead[: house.start()])
    around = f"{named[0] if named else ''} {lead[house.end() :]}"
    found = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", around)
    for index, word in enumerate(found):
        following = found[index + 1].lower() if index + 1 < len(found) else ""
        if word.lower() == "court" and not (
            index and found[index - 1].lower().removesuffix("'").removesuffix("s") in _COURTS
        ):
            continue
        if (
            word.lower().removesuffix("'s") in bodies
            and following not in read_words().streets
            and (word[0].isupper() or lead.isupper())
        ):
            return True
    return bool(
        _PREMISES.search(around)
        or _PREMISES.search(lead[max(0, house.start() - 24) : house.start()])
        or _OURS.search(lead[: house.start()])
    )


_COURTS = frozenset(
    {"combined", "county", "crown", "family", "high", "justice", "law", "magistrate", "sheriff", "youth", "the"}
)
"""Before “court”: the body, and not flats that are called so."""
_OURS = re.compile(r"(?i)\b(?:us|our\s\w+(?:\s\w+)?|offices?|council|premises|shop|based|held)\s(?:at|is|in)\s$")
_NAME_BEFORE = re.compile(r"(?:(?:[A-Z][\w'.-]*|&|of|the|and|for|at|in)[, \n:(]{1,3}){1,12}$")
_PREMISES = re.compile(
    r"(?i)\b(?:p\.?o\.? box|unit\s\w+|suite\s\w+|\w+ floor|industrial|business park|\w+ house,|trading estate|town "
    r"hall|city hall)"
)

_MARK_NOW = re.compile(
    r"(?<![A-Za-z0-9-])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[12][0-9]|3[0-5]|5[0-9]|[67][0-9]|8[0-5])[ "
    r"\n]?[A-HJ-PR-Z]{3}(?![A-Za-z0-9-])"
)
_MARK_SMALL = re.compile(r"(?i)(?<![a-z0-9-])[a-hj-pr-y]{2}(?:[0-35-8][0-9])[ \n-]?[a-hj-pr-z]{3}(?![a-z0-9-])")
_MARK_OLD = re.compile(
    r"(?i)(?<![a-z0-9-])(?:(?P<dated>[a-hj-npr-tv-y][0-9]{1,3}[ ]?[a-hj-pr-z]{3}|[a-hj-pr-z]{3}[ "
    r"]?[0-9]{1,3}[a-hj-npr-tv-y])|[a-z]{1,2}z[ ]?[0-9]{1,4}|[a-z]{1,3}[ ][0-9]{1,4}|[0-9]{1,4}[ "
    r"][a-z]{1,3})(?![a-z0-9-])"
)
_VEHICLE_NEAR = re.compile(
    r"(?i)\b(?:vehicle|vehicles|car|van|lorry|taxi|motorbike|motorcycle|registration|reg|regn|vrm|vrn|"
    r"number\s?plates?|plates?|pcn|parked|"
    r"driver|drivers|drove|driving|tow|tows|towed|towing|clamp|clamped|mot|dvla|registered|permit|parking|tax|taxed|"
    r"untaxed|sorn|keeper|"
    r"lorries|hgv|minibus|motorhome|scooter|moped|trailer|cab)\b"
)
_MAKE_NEAR = re.compile(
    r"(?i)\b(?:ford|fiesta|focus|transit|vauxhall|corsa|astra|vw|golf|polo|bmw|audi|mercedes|toyota|nissan|qashqai|"
    r"micra|renault|clio|peugeot|citroen|fiat|kia|hyundai|honda|skoda|seat|mini|volvo|tesla|land rover|range rover|"
    r"jaguar|mazda|suzuki|dacia|estate car|saloon|hatchback|speeding|camera)\b"
)
_OTHER_REGISTER = re.compile(
    r"(?i)\b(?:vat|company|charity|ico|land|gas|cqc|ofsted|birth|death|voter|data protection)\b"
)
_VEHICLE_NAMED = re.compile(
    r"(?i)\b(?:(?:vehicle\s|car\s)?reg(?:istration|n)?(?:\.?\s?(?:no|num|number|mark|plate))?|vrm|vrn|number\s?plate|"
    r"plates?|index(?:\s(?:no|num|number|mark))?)\b[\s.:,#()=-]{0,4}(?:is\s|was\s|of\s)?$"
)


def vehicle_mark(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds the registration mark of a vehicle.

    Why it matters: a mark leads to whoever keeps the vehicle, and with a place and a time says where they were. That
    is personal data, unless the vehicle is the authority's own.

    What to do: type “[registration removed]” in its place. Marks of the authority's own fleet can stay: allow them.
    """
    for match in _MARK_NOW.finditer(text):
        if not _is_of_a_thing(text, match):
            yield _mark(match)
    for match in _MARK_SMALL.finditer(text):
        if (
            match[0].islower()
            and match[0][-3:] not in read_words().three_letters
            and _near_vehicle(text, match.start() - 60, match.end() + 40)
        ):
            yield _mark(match)
    for match in _MARK_OLD.finditer(text):
        lead = text[max(0, match.start() - 40) : match.start()]
        if match["dated"] and match[0].isupper() and not _is_of_a_thing(text, match):
            near = _near_vehicle(text, match.start() - 40, match.end() + 30)
            if near and match[0][-3:].lower() not in read_words().three_letters and not _OTHER_REGISTER.search(lead):
                yield _mark(match)
                continue
        if _VEHICLE_NAMED.search(lead) and not _OTHER_REGISTER.search(lead) and (match["dated"] or match[0].isupper()):
            yield _mark(match)


def _near_vehicle(text: str, start: int, end: int) -> bool:
    return any(near.search(text, max(0, start), end) for near in (_VEHICLE_NEAR, _MAKE_NEAR))


def _is_of_a_thing(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around what looks like a mark say that it is the number of something else."""
    lead = text[max(0, match.start() - 60) : match.start()]
    if OTHER.search(lead):
        return True
    around = _SENTENCE.split(lead)[-1] + " " + _SENTENCE.split(text[match.end() : match.end() + 30])[0]
    return _THING_NEAR.search(around) is not None and _VEHICLE_NEAR.search(around) is None


_SENTENCE = re.compile(r"(?<=[a-z0-9)])[.;?!]\s+|\n")
_THING_NEAR = re.compile(
    r"(?i)\b(?:models?|parts?|products?|codes?|kvm|switch(?:es)?|servers?|laptops?|printers?|monitors?|drawings?|"
    r"plans?|"
    r"skus?|stock|components?|lamps?|bulbs?|batter(?:y|ies)|filters?|items?|version|batch|modules?|routers?|cables?|"
    r"postcodes?|"
    r"reference|ref|rule|lot|framework|tender|invoices?|orders?|serials?|assets?|class|series|exam|specification|"
    r"paint|colour)\b"
)


def _mark(match: re.Match[str]) -> Sighting:
    advice = "Type “[registration removed]” in its place, unless the vehicle is the authority’s own."
    return Sighting(
        "vehicle-mark", Severity.WARNING, *match.span(), "a vehicle registration mark", masked(match[0], 2, 0), advice
    )
