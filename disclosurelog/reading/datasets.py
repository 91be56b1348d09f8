"""Read open datasets: the data packages in ``datasets/`` that are no logs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from disclosurelog.model.addresses import NAME, RESERVED, fold
from disclosurelog.model.datasets import FREQUENCIES, Dataset, DataTable
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.law import Law
from disclosurelog.model.licences import LicenceBook, LicenceNotice
from disclosurelog.reading import plots
from disclosurelog.reading.authorities import publisher_of
from disclosurelog.reading.dataset_licences import Terms, notice_of, stated_licence
from disclosurelog.reading.dataset_tables import FoundTable, TableFile, read_tables
from disclosurelog.reading.drafts import ADVICE, unfinished
from disclosurelog.reading.parts import Part
from disclosurelog.reading.sources import PackageSource
from disclosurelog.reading.store import Store

KEY = "open_dataset"
KEYS = {
    "": (
        "authority",
        "disclosure",
        "demonstration",
        "third_party_rights",
        "contact",
        "updated",
        "frequency",
        "period",
        "charts",
    ),
    "period": ("from", "to"),
    "charts": plots.KEYS,
}
"""What may stand under ``open_dataset:``, and under each of its parts."""

NAME_LIMIT = 60
_PAGE = re.compile(r"page-[0-9]+")
"""What a page of the list of datasets is called."""
_TAKEN = RESERVED | {"index", "datapackage"}
"""Names that a table cannot have, because a file beside it has them."""


def read_datasets(
    sources: Iterable[PackageSource],
    logs: Sequence[DisclosureLog],
    law: Law,
    licences: LicenceBook,
    site_url: str,
    store: Store,
) -> tuple[list[Dataset], list[Finding]]:
    """Return the datasets that can be published, and what is wrong with any."""
    datasets: dict[str, Dataset] = {}
    findings: list[Finding] = []
    for source in sources:
        block = Part(source, KEY, KEYS, source.descriptor.get(KEY))
        named, more = _name_of(source)
        findings += [*more, *_draft(source), *_alike(source)]
        if named in datasets:
            message = f"The dataset’s name “{named}” is also that of {datasets[named].place.file}."
            findings.append(
                source.place.finding("descriptor", Severity.ERROR, message, "Give each dataset a “name:” of its own.")
            )
        charts = block.parts("charts")
        found, more = read_tables(_files_of(source), charts, store)
        findings += more
        if found:
            terms = _terms(source, block, named, logs, law, licences, site_url)
            dataset, more = _dataset(source, block, named, found, terms)
            findings += more
            if dataset is not None:
                datasets.setdefault(named, dataset)
        findings += [finding for finding in block.findings if finding not in findings]
    return list(datasets.values()), findings


def _name_of(source: PackageSource) -> tuple[str, list[Finding]]:
    name = str(source.descriptor.get("name") or source.folder.name)
    usable = NAME.fullmatch(name) and len(name) <= NAME_LIMIT
    if usable and name not in RESERVED and not _PAGE.fullmatch(name):
        return name, []
    message = f"The dataset’s name “{name[:60]}” cannot be part of a web address."
    advice = f"Set “name:” to at most {NAME_LIMIT} small letters, digits and single hyphens, such as parking-notices."
    return name, [source.place.finding("descriptor", Severity.ERROR, message, advice)]


def _alike(source: PackageSource) -> list[Finding]:
    """Return an error for each name that two tables have: what refers to one could mean the other."""
    times = Counter(str(name) for table in source.tables if (name := table.resource.get("name")))
    advice = "Give each resource a “name:” of its own."
    return [
        source.place.finding("descriptor", Severity.ERROR, f"{count} tables are called “{name[:60]}”.", advice)
        for name, count in times.items()
        if count > 1
    ]


def _draft(source: PackageSource) -> list[Finding]:
    people = source.descriptor.get("contributors")
    tables = [part for table in source.tables for part in (table.resource, *table.schema["fields"])]
    message = unfinished([source.descriptor, *(people if isinstance(people, list) else []), *tables])
    return [source.place.finding("draft", Severity.ERROR, message, ADVICE)] if message else []


def _files_of(source: PackageSource) -> list[TableFile]:
    """Return the CSV files of a package, each with a name of its own."""
    files: list[TableFile] = []
    for table in source.tables:
        stated = str(table.resource.get("name") or "")
        stem = fold(stated or PurePosixPath(table.place.file).stem)[:NAME_LIMIT].strip("-") or "table"
        taken = {*_TAKEN, *(file.name for file in files)}
        name = next(name for n in range(1, 10_000) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)
        files.append(TableFile(name, table.path, table.place, table.encoding, table.schema, stated))
    return files


def _terms(
    source: PackageSource,
    block: Part,
    name: str,
    logs: Sequence[DisclosureLog],
    law: Law,
    licences: LicenceBook,
    site_url: str,
) -> Terms:
    """Return what the dataset's licences are decided from. What it names that is not there becomes a finding."""
    wanted, reference = block.text("authority"), block.text("disclosure")
    log = next((log for log in logs if log.authority.name == wanted), None)
    if wanted and log is None:
        known = ", ".join(log.authority.name for log in logs) or "none"
        block.leave_out("authority", f"must be the name of a log on this site ({known}).")
    disclosure = _disclosure(log, reference) if log else None
    if reference and disclosure is None:
        rule = f"names no disclosure that is published in the log “{wanted}”: it may be withdrawn, or mistyped."
        message = (
            f"“disclosure: {reference[:60]}” {rule if log else 'needs “authority:” beside it, the name of its log.'}"
        )
        advice = "Correct it. If the disclosure was withdrawn, decide whether its data may stay, and take the line out."
        block.find("dataset-disclosure", Severity.ERROR, message, advice)
    authority = log.authority if log else None
    return Terms(
        licences,
        law,
        publisher_of(source.descriptor) or (authority.title if authority else ""),
        authority,
        disclosure,
        _rights(block),
        f"{site_url}datasets/{name}/",
        f"{site_url}licence/",
    )


def _rights(block: Part) -> str:
    """Return who else holds rights. What cannot be read is no reason to publish it as if nobody did."""
    stated = block.values.get("third_party_rights")
    if isinstance(stated, bool):  # YAML's own reading of yes and no
        return "yes" if stated else "no"
    held = block.text("third_party_rights")
    mistyped = [key for key in block.values if "right" in str(key).lower() and key != "third_party_rights"]
    if (stated is not None and not held) or mistyped:
        message = "Who else holds rights in the dataset cannot be read, so no licence can be decided."
        advice = "Give “third_party_rights:” the name of the holder, in quotation marks, or take the line out."
        block.find("rights-unclear", Severity.ERROR, message, advice)
    return held


def _disclosure(log: DisclosureLog, reference: str) -> Disclosure | None:
    return next((disclosure for disclosure in log.published if disclosure.reference == reference), None)


def _dataset(
    source: PackageSource, block: Part, name: str, found: Sequence[FoundTable], terms: Terms
) -> tuple[Dataset | None, list[Finding]]:
    described = Part(source, "descriptor", {}, source.descriptor, findings=block.findings)
    title = described.text("title") or name
    findings: list[Finding] = []
    if not terms.publisher:
        advice = "Add it under “contributors:” with the role publisher, or name the log of the “authority:”."
        message = "The descriptor does not say who publishes the dataset."
        findings.append(source.place.finding("publisher-missing", Severity.ERROR, message, advice))
    usual, more = stated_licence(source.descriptor, terms.licences, source.place)
    findings += more
    unclear = bool(more)
    tables = []
    for table, one in zip(source.tables, found, strict=True):
        own, more = stated_licence(table.resource, terms.licences, source.place)
        findings += more
        if more or unclear:
            continue
        notice, more = notice_of(own or usual, title, terms, source.place)
        findings += [finding for finding in more if finding not in findings]
        if notice is not None:
            own_words = Part(source, "resources", {}, table.resource, name="resources", findings=block.findings)
            words = {key: own_words.text(key) for key in ("title", "description")}
            tables.append(data_table(one, notice, **words, alone=len(found) == 1))
    frequency = block.text("frequency")
    if frequency and frequency not in FREQUENCIES:
        block.leave_out("frequency", f"must be one of: {', '.join(FREQUENCIES)}.")
        frequency = ""
    dataset = Dataset(
        name=name,
        title=title,
        description=described.text("description"),
        publisher=terms.publisher,
        place=source.place,
        tables=tuple(tables),
        keywords=described.words("keywords"),
        log=terms.authority.name if terms.authority else "",
        disclosure=terms.disclosure,
        demonstration=block.text("demonstration"),
        contact=block.mail("contact") or (terms.authority.policy.contact if terms.authority else ""),
        homepage=described.link("homepage"),
        updated=block.date("updated"),
        frequency=frequency,
        period=block.period("period"),
    )
    return dataset if len(tables) == len(found) else None, findings


def data_table(found: FoundTable, notice: LicenceNotice, *, title: str, description: str, alone: bool) -> DataTable:
    """Return a table as it is published. One that is ``alone`` in its dataset needs no title of its own."""
    return DataTable(
        name=found.file.name,
        title=title or ("" if alone else found.file.name),
        description=description,
        source=str(found.file.path),
        encoding=found.file.encoding,
        size=found.size,
        sha256=found.sha256,
        rows=found.profile.rows,
        schema=found.profile.schema,
        recognised=found.file.schema is None,
        columns=found.profile.columns,
        preview=found.profile.preview,
        notice=notice,
        place=found.file.place,
        plots=found.profile.plots,
    )
