"""What a released file holds besides what one sees: hidden, commented, changed, covered, embedded."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.files.traces import ReadFile, findings_of
from disclosurelog.model.findings import Finding, Severity

_SPREADSHEETS = ("xlsx", "xls", "ods")


def file_cannot_be_checked(file: ReadFile) -> Iterator[Finding]:
    """A released file could not be looked into, or not all of it.

    Why it matters: what nobody has looked at may hold anything. Personal data got out most often in parts of
    files that nobody saw.

    What to do: save the file again without a password, or as CSV or PDF. If that is impossible, look through all
    of it yourself, and allow this finding.
    """
    if file.document.problem:
        advice = (
            "Save it again without a password, or as CSV or PDF. If that cannot be done, look through all of it "
            "yourself, and allow this finding."
        )
        message = f"“{file.name}” could not be checked. {file.document.problem}"
        yield file.finding("file-cannot-be-checked", Severity.ERROR, message, advice, file.document.problem)
    yield from findings_of(file, "file-cannot-be-checked")


def file_kind(file: ReadFile) -> Iterator[Finding]:
    """A released file is not what its name says, or is two things at once.

    Why it matters: a web page or a program under the name of a table can do harm to whoever opens it, and what
    one program shows another does not.

    What to do: open the file in the program it was made with, and save it as the kind that its name says.
    """
    yield from findings_of(file, "file-kind")


def file_hidden_content(file: ReadFile) -> Iterator[Finding]:
    """A released file has hidden sheets, rows, columns, text, slides or layers.

    Why it matters: hiding does not remove. Whoever opens the file can show what was hidden, and every program
    reads it. Hidden sheets and rows are how the personal data of thousands got out with answers to requests.

    What to do: delete what is hidden, do not hide it. Better, save what is to be published as CSV, which can
    hide nothing.
    """
    yield from findings_of(file, "file-hidden-content")


def file_comments(file: ReadFile) -> Iterator[Finding]:
    """A released file has comments or speaker’s notes.

    Why it matters: they were written for colleagues, carry the names of those who wrote them, and often say
    what the document was careful not to say.

    What to do: delete all comments and notes.
    """
    yield from findings_of(file, "file-comments")


def file_tracked_changes(file: ReadFile) -> Iterator[Finding]:
    """A released file keeps what was changed or taken out of it.

    Why it matters: text that was deleted while changes were tracked, or in a PDF that was saved over, can be
    brought back with a few clicks.

    What to do: accept all changes and stop tracking; print a PDF to a new one.
    """
    yield from findings_of(file, "file-tracked-changes")


def file_redaction(file: ReadFile) -> Iterator[Finding]:
    """Something in a released file was covered or cut, and is still there.

    Why it matters: a black box, a picture or white letters only cover words. They can be selected, copied and
    searched. A picture that was cut still holds the rest.

    What to do: take the words out before the file is made, or with a tool that redacts. Then select all text of
    the new file, paste it into a blank document, and see that they are gone.
    """
    yield from findings_of(file, "file-redaction")


def file_embedded(file: ReadFile) -> Iterator[Finding]:
    """A released file brings other data with it: a pivot table’s, a chart’s, an attachment, a connection.

    Why it matters: a pivot table keeps a copy of every row that it was made from, and a chart can bring a whole
    workbook. Nobody who looks at the file sees them.

    What to do: copy what is to be published into a new file as values, or save it as CSV.
    """
    yield from findings_of(file, "file-embedded")


def file_program(file: ReadFile) -> Iterator[Finding]:
    """A released file holds a program.

    Why it matters: people are rightly told never to open a file with a macro or a script.

    What to do: save the file as a kind that has none, such as .xlsx, CSV or a new PDF.
    """
    yield from findings_of(file, "file-program")


def file_location(file: ReadFile) -> Iterator[Finding]:
    """A released picture says where it was taken.

    Why it matters: phones write the place into every picture. It can be where a resident or an officer lives.

    What to do: remove the properties of the picture, or save it under a new name in a simple program.
    """
    yield from findings_of(file, "file-location")


def file_metadata(file: ReadFile) -> Iterator[Finding]:
    """A released file names who made it, or with what device.

    Why it matters: the name of whoever wrote or last changed a file is personal data, and seldom part of what
    was asked for.

    What to do: remove the document’s properties and personal information before it is published.
    """
    yield from findings_of(file, "file-metadata")


def file_csv_instead(file: ReadFile) -> Iterator[Finding]:
    """A spreadsheet is released, where a CSV file would be safer.

    Why it matters: the Information Commissioner asked public authorities in 2023 not to publish source
    spreadsheets, but CSV: it shows all that it holds, and every program reads it.

    What to do: save each sheet that is to be published as “CSV UTF-8”, and release that.
    """
    if file.document.format in _SPREADSHEETS:
        message = f"“{file.name}” is a spreadsheet. CSV is safer: it can hide nothing, and every program reads it."
        advice = "In Excel choose File, Save As, and the type “CSV UTF-8 (Comma delimited)”, once for each sheet."
        yield file.finding("file-csv-instead", Severity.NOTICE, message, advice)
