"""Read a stranger's file in a process of its own, which may die, run out of memory or be ended without harm.

Readers of PDF and pictures are large programs, and a hostile file can make them run on, take all memory or crash.
Where the system cannot fork (Windows, macOS) the file is read here, with the readers' own limits alone.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from disclosurelog.model.documents import Document, Grid, Passage, Trace
from disclosurelog.reading.documents.gathering import SECONDS

CAN_FORK = sys.platform.startswith("linux")
_MEMORY = 400 * 2**20
"""Bytes of addresses, of which less than 300 MB come to be used."""
_PATIENCE = 4
"""How many times its seconds a file may take by the clock, on a machine that has other things to do."""

_TOO_LONG = "The file takes too long to look through, so it could not be checked."
_TOO_LARGE = "The file takes more memory than is given to it, so it could not be checked."
_DIED = "The file could not be read: it is damaged, or made to do harm."


def read_watched(read: Callable[[], Document], kind: str, seconds: float = SECONDS) -> Document:
    """Return what ``read`` returns, or a document whose problem says why it did not return.

    Takes at most ``seconds`` of the processor and two more, and 300 MB of memory more than now.
    """
    if not CAN_FORK:
        return read_careful(read, kind)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(read, kind, sender, os.getpid(), int(seconds)), daemon=False)
    with warnings.catch_warnings():
        # Threads that only wait for work are not needed after the fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        if not receiver.poll(_PATIENCE * seconds):
            return Document(kind, problem=_TOO_LONG)
        found = document_from(receiver.recv_bytes())
    except (EOFError, OSError, ValueError):
        process.join(1)
        late = process.exitcode in (-signal.SIGXCPU, -signal.SIGKILL)
        return Document(kind, problem=_TOO_LONG if late else _DIED)
    else:
        return found
    finally:
        receiver.close()
        if process.is_alive():
            process.kill()
        process.join()


def read_careful(read: Callable[[], Document], kind: str) -> Document:
    """Read, and turn whatever goes wrong into a problem: a stranger's file never raises."""
    try:
        return read()
    except MemoryError:
        return Document(kind, problem=_TOO_LARGE)
    except RecursionError:
        return Document(kind, problem="Parts of the file lie within parts, too deep to be looked into.")
    except Exception:  # whatever a reader stumbles over is in the file, and is told as such
        return Document(kind, problem=_DIED)


def _child(read: Callable[[], Document], kind: str, sender: Connection, parent: int, seconds: int) -> None:
    import resource  # only where the system can fork

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if os.getppid() != parent:
        os._exit(1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)  # a library that gives up says so, to nobody's use
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
    # A limit of the processor's time counts what this process took: it is new, so nothing.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))
    found = read_careful(read, kind)
    with contextlib.suppress(OSError):
        try:
            sender.send_bytes(bytes_of(found))
        except MemoryError:
            sender.send_bytes(bytes_of(Document(kind, problem=_TOO_LARGE)))


def bytes_of(document: Document) -> bytes:
    """Return a document as bytes that hold text and numbers alone: the process that read the file is not trusted."""
    return json.dumps(
        {
            "format": document.format,
            "problem": document.problem,
            "passages": [(passage.where, passage.text) for passage in document.passages],
            "grids": [(grid.sheet, grid.header, grid.columns, grid.first, grid.column) for grid in document.grids],
            "traces": [(trace.kind, trace.where, trace.detail) for trace in document.traces],
        }
    ).encode("ascii")


def document_from(content: bytes) -> Document:
    """Return the document that ``bytes_of`` made bytes of. Raises ``ValueError`` where it is none."""
    try:
        return _document(json.loads(content))
    except (TypeError, KeyError) as error:
        raise ValueError("These bytes are no document.") from error


def _document(held: dict[str, Any]) -> Document:
    return Document(
        held["format"],
        tuple(Passage(where, text) for where, text in held["passages"]),
        tuple(
            Grid(sheet, tuple(header), tuple(map(tuple, columns)), first, column)
            for sheet, header, columns, first, column in held["grids"]
        ),
        tuple(Trace(kind, where, detail) for kind, where, detail in held["traces"]),
        held["problem"],
    )
