"""The live site is sacred: whatever goes wrong, the former one stands to the byte, and the next build works."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosurelog.model.errors import PublishError, SetUpError
from disclosurelog.publishing import publish, templates
from disclosurelog.publishing.publish import SitePlace
from tests.sites import ROOT, SMALL, Workplace, tree_of, write_dataset, write_log

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and permissions of POSIX systems")


def change_the_log(place: Workplace) -> None:
    """Give the next build something else to publish."""
    rows = [dict(SMALL["disclosures"][0], title="Changed since"), SMALL["disclosures"][1]]
    write_log(place.datasets / "small-council", {"disclosures": rows, "questions": SMALL["questions"]})


def leftovers(place: Workplace) -> list[str]:
    """Return what a build has left beside the site but what it keeps for the next."""
    return [p.name for p in place.folder.iterdir() if p.name.startswith(".site") and p.name != ".site.kept"]


def use_template(text: str, place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the page of a disclosure made from another template, and nothing else changed."""
    changed = place.folder / "templates"
    changed.mkdir()
    (changed / "disclosure.html").write_text(text, encoding="utf-8")
    own = templates.FileSystemLoader
    monkeypatch.setattr(templates, "FileSystemLoader", lambda path: own([str(changed), path]))


@posix
def test_kill_at_ten_random_moments(workplace: Workplace) -> None:
    workplace.publish()
    command = workplace.command("build", "--quiet")
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True)
    took = time.monotonic() - started
    former = tree_of(workplace.site)
    change_the_log(workplace)
    seeded = random.Random(20240328)
    survived = 0
    for _ in range(10):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seeded.uniform(0.3, 0.95) * took)
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            survived += 1
            continue
        found = tree_of(workplace.site)
        if "Changed since" in (workplace.site / "index.html").read_text(encoding="utf-8"):
            survived += 1
        else:
            assert found == former
    assert survived < 10, "no build was killed before it published: the test tested nothing"
    workplace.publish()
    assert "Changed since" in (workplace.site / "index.html").read_text(encoding="utf-8")
    assert leftovers(workplace) == []


@posix
@pytest.mark.parametrize("rename", [1, 2])
def test_kill_between_the_renames_is_recovered(published: Workplace, rename: int) -> None:
    """Where two folders cannot be exchanged in one step, a death in between is put right at the next start."""
    former = tree_of(published.site)
    place = SitePlace(published.site)
    if rename == 1:
        place.site.rename(place.old)
    shutil.copytree(place.old if rename == 1 else place.site, place.new)
    with place.locked():
        assert tree_of(published.site) == former
        assert not place.new.exists()
        assert not place.old.exists()


def test_two_renames_where_there_is_no_exchange(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda first, second: False)
    place = SitePlace(workplace.site)
    workplace.site.mkdir()
    (workplace.site / "index.html").write_text("old")
    with place.locked():
        (place.prepare() / "index.html").write_text("new")
        place.publish()
    assert (workplace.site / "index.html").read_text() == "new"
    assert leftovers(workplace) == []


def test_a_rename_that_fails_puts_the_former_site_back(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda first, second: False)
    place = SitePlace(workplace.site)
    workplace.site.mkdir()
    (workplace.site / "index.html").write_text("old")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self == place.new:
            raise OSError(errno.EACCES, "Permission denied")
        return rename(self, target)

    with place.locked():
        (place.prepare() / "index.html").write_text("new")
        monkeypatch.setattr(Path, "rename", failing)
        with pytest.raises(PublishError, match="former one stands"):
            place.publish()
    assert (workplace.site / "index.html").read_text() == "old"


@posix
def test_a_full_disk(published: Workplace) -> None:
    """A file that cannot be written in full (here: larger than the process may write) stops the build."""
    former = tree_of(published.site)
    change_the_log(published)
    limited = "import resource,runpy,signal,sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); sys.argv = sys.argv[1:]; "
    limited += "runpy.run_path(sys.argv[0], run_name='__main__')"
    command = published.command("build")
    done = subprocess.run(
        [command[0], "-B", "-c", limited, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert tree_of(published.site) == former
    published.publish()


@pytest.fixture
def small_disk(workplace: Workplace) -> Iterator[Path]:
    """Return a file system of 8 MB, mounted in the workplace: only root can make one."""
    disk = workplace.folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@posix
def test_a_disk_that_is_full(workplace: Workplace, small_disk: Path) -> None:
    there = ("--site", str(small_disk / "site"))
    workplace.publish(*there)
    former = tree_of(small_disk / "site")
    change_the_log(workplace)
    filler = small_disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as handle:
        for _ in range(8192):
            handle.write(bytes(1024))
    done = workplace.run("build", *there)
    assert done.returncode == 2
    assert "no space left" in done.stderr
    assert tree_of(small_disk / "site") == former
    filler.unlink()
    workplace.publish(*there)


@posix
def test_a_disk_that_cannot_be_written_to(workplace: Workplace, small_disk: Path) -> None:
    there = ("--site", str(small_disk / "site"))
    workplace.publish(*there)
    former = tree_of(small_disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = workplace.run("build", *there)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert tree_of(small_disk / "site") == former
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    workplace.publish(*there)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write to any folder")
def test_an_unwritable_folder(published: Workplace) -> None:
    former = tree_of(published.site)
    published.folder.chmod(0o555)
    try:
        done = published.run()
    finally:
        published.folder.chmod(0o755)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert tree_of(published.site) == former
    published.publish()


def test_a_folder_that_cannot_be_made(workplace: Workplace) -> None:
    """Unwritable even to root: the way to the site leads through a file."""
    (workplace.folder / "file").write_text("not a folder")
    done = Workplace(workplace.folder).run("build", "--site", str(workplace.folder / "file" / "site"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    workplace.publish()


@pytest.mark.parametrize("fault", ["{{ nothing.there }}", "{% if %}", "{{ 1 / 0 }}"])
def test_an_exception_in_a_template(published: Workplace, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    former = tree_of(published.site)
    change_the_log(published)
    use_template(f"<h1>{fault}</h1>", published, monkeypatch)
    done = published.run("build")
    assert done.returncode == 2
    assert "disclosure.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(published.site) == former
    assert leftovers(published) == []


def test_two_builds_at_once(published: Workplace) -> None:
    write_dataset(published.datasets / "towns", {"towns": ("town\nAnytown\n", {"fields": [{"name": "town"}]})})
    place = SitePlace(published.site)
    former = tree_of(published.site), tree_of(place.kept)
    with place.locked():
        done = published.run()
    assert done.returncode == 2
    assert "Another build" in done.stderr
    assert (tree_of(published.site), tree_of(place.kept)) == former
    published.publish()
    assert tree_of(place.kept) != former[1]


@pytest.mark.parametrize("inside", ["datasets", "datasets/small-council", "."])
def test_a_site_is_never_put_over_the_data(workplace: Workplace, inside: str) -> None:
    before = tree_of(workplace.datasets)
    done = workplace.run("build", "--site", str(workplace.folder / inside))
    assert done.returncode == 2
    assert tree_of(workplace.datasets) == before


def test_a_folder_that_is_no_site_is_never_replaced(workplace: Workplace) -> None:
    workplace.site.mkdir()
    (workplace.site / "accounts.xlsx").write_text("precious")
    done = workplace.run()
    assert done.returncode == 2
    assert (workplace.site / "accounts.xlsx").read_text() == "precious"


def test_a_site_may_be_a_new_folder_or_an_empty_one(tmp_path: Path) -> None:
    for name in ("new", "empty"):
        if name == "empty":
            (tmp_path / name).mkdir()
        SitePlace(tmp_path / name).check()
    (tmp_path / "file").write_text("")
    with pytest.raises(SetUpError):
        SitePlace(tmp_path / "file").check()


def test_findings_leave_the_site_as_it_was(published: Workplace) -> None:
    former = tree_of(published.site)
    log = published.datasets / "small-council" / "disclosures.csv"
    log.write_text(log.read_text(encoding="utf-8").replace("2024-03-20", "20/03/2024"), encoding="utf-8")
    done = published.run("build", "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["published"] is False
    assert [(f["code"], f["row"], f["column"]) for f in report["findings"] if f["severity"] == "error"] == [
        ("date-form", 2, "date_responded")
    ]
    assert tree_of(published.site) == former


def test_the_site_of_another_program_is_put_aside(workplace: Workplace) -> None:
    workplace.site.mkdir()
    (workplace.site / "index.html").write_text("somebody else's")
    workplace.publish()
    assert (workplace.folder / "site.before" / "index.html").read_text() == "somebody else's"
    workplace.publish()
    assert sorted(path.name for path in workplace.folder.iterdir()) == [".site.kept", "datasets", "site", "site.before"]


@posix
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl and C", "ended by the system"])
def test_a_build_that_is_stopped_leaves_the_former_site(published: Workplace, stop: signal.Signals) -> None:
    former = tree_of(published.site)
    change_the_log(published)
    scratch = published.folder / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        published.command("build"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "TMPDIR": str(scratch)},
    )  # fmt: skip
    while process.poll() is None and not (published.folder / ".site.new").exists():
        time.sleep(0.01)
    os.killpg(process.pid, stop)
    _, errors = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the build was done before it could be stopped")
    assert process.returncode == 2
    assert "Traceback" not in errors
    assert tree_of(published.site) == former
    assert leftovers(published) == []
    assert list(scratch.iterdir()) == []


@posix
def test_stopped_while_the_libraries_load(workplace: Workplace) -> None:
    process = subprocess.Popen(
        workplace.command("build"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(0.25)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Traceback" not in errors
    assert "Stopped" in errors


def test_links_in_any_case_do_not_stop_the_build(workplace: Workplace) -> None:
    change = {"date": "2024-05-01", "reference": "FOI-2024-1", "kind": "note",
              "explanation": "See HTTPS://WWW.GOV.UK/foi or MAILTO:a@b.example"}  # fmt: skip
    write_log(workplace.datasets / "small-council", SMALL | {"changes": [change]})
    workplace.publish()


def test_lists_by_authority_are_there_only_where_there_are_several(published: Workplace) -> None:
    assert not (published.site / "browse/authority").exists()
    assert ">Small Council ·" in (published.site / "disclosures/small-council--foi-2024-1/index.html").read_text(
        "utf-8"
    )
    write_log(published.datasets / "second-council", {"disclosures": SMALL["disclosures"]})
    withdrawn = [{"date": "2024-05-01", "reference": "FOI-2024-1", "kind": "withdrawal", "explanation": "An error."}]
    rows = [{"reference": "FOI-2024-1", "title": "Withdrawn"}]
    write_log(published.datasets / "third-council", {"disclosures": rows, "changes": withdrawn})
    published.publish()
    assert {path.name for path in (published.site / "browse/authority").iterdir() if path.is_dir()} == {
        "small-council",
        "second-council",
    }


@pytest.mark.parametrize(
    "fault", ['<a href="@/nowhere/">x</a>', '<p id="twice"></p><p id="twice"></p>', '<a href="#nothing">x</a>']
)
def test_a_dead_link_in_a_generated_page_is_seen(
    workplace: Workplace, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "disclosurelog/templates/disclosure.html").read_text(encoding="utf-8")
    use_template(text + fault, workplace, monkeypatch)
    done = workplace.run("build")
    assert done.returncode == 2
    assert "disclosures/" in done.stderr
    assert not workplace.site.exists()
