"""What this machine is asked for: files written whole, streams that may be closed or full, and a stop in order."""

from __future__ import annotations

import errno
import io
import os
import signal
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.problems import OutputError
from handouts.system import same, stop, streams
from handouts.system import write as output

WAYS: dict[str, Callable[[Path, bytes], object]] = {"safely": output.write, "quickly": output.write_quickly}


@pytest.fixture(params=WAYS)
def write(request: pytest.FixtureRequest) -> Callable[[Path, bytes], object]:
    """Give both ways to write a file."""
    return WAYS[request.param]


def test_a_new_file_has_the_rights_of_new_files_and_an_old_one_keeps_its_own(
    write: Callable[[Path, bytes], object], tmp_path: Path
) -> None:
    new, private, shared = tmp_path / "below" / "new", tmp_path / "private", tmp_path / "shared"
    for path, rights in ((private, 0o600), (shared, 0o664)):
        path.write_bytes(b"old")
        path.chmod(rights)
    before = os.umask(0o027)
    try:
        for path in (new, private, shared):
            write(path, b"new")
    finally:
        os.umask(before)
    assert {path.read_bytes() for path in (new, private, shared)} == {b"new"}
    assert [stat.S_IMODE(path.stat().st_mode) for path in (new, private, shared)] == [0o640, 0o600, 0o664]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["below", "private", "shared"]


def test_a_link_stays_and_its_target_is_written(write: Callable[[Path, bytes], object], tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for name in ("there", "not-there"):
        link = tmp_path / name
        link.symlink_to(Path("far") / name)
        if name == "there":
            link.write_bytes(b"old")
        write(link, b"new")
        assert link.is_symlink()
        assert (tmp_path / "far" / name).read_bytes() == b"new"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError) as refused:
        write(tmp_path / "loop", b"new")
    assert str(refused.value) == f"{tmp_path / 'loop'}: cannot be written: its links go in a circle"


def test_a_pipe_and_a_device_are_written_to_and_stay(write: Callable[[Path, bytes], object], tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write(pipe, b"data")
    reader.join()
    assert got == [b"data"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write(Path(os.devnull), b"data")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    with pytest.raises(OutputError) as full:
        write(Path("/dev/full"), b"data")
    assert str(full.value) == "/dev/full: cannot be written: the disk is full"


def test_a_name_may_be_as_long_as_the_system_takes(write: Callable[[Path, bytes], object], tmp_path: Path) -> None:
    for name in ("a" * 255, "ż" * 127):
        write(tmp_path / name, b"data")
        assert (tmp_path / name).read_bytes() == b"data"
    with pytest.raises(OutputError) as refused:
        write(tmp_path / ("a" * 256), b"data")
    assert str(refused.value).endswith("a: cannot be written: the name is too long")


@pytest.mark.parametrize("fails", ["replace", "chmod"])
def test_what_cannot_be_finished_leaves_the_old_file_and_nothing_else(
    write: Callable[[Path, bytes], object], fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:  # as Windows does while another program has the file open
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "x.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, fails, refuse)
    with pytest.raises(OutputError) as refused:
        write(path, b"new")
    assert str(refused.value) == f"{path}: cannot be written: no permission to write there"
    assert [each.name for each in tmp_path.iterdir()] == ["x.pdf"]
    assert path.read_bytes() == b"old"


def test_a_folder_is_no_file(write: Callable[[Path, bytes], object], tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        write(tmp_path, b"")
    assert str(refused.value) == f"{tmp_path}: cannot be written: there is a folder of this name"


@pytest.mark.parametrize("cause", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), ValueError()])
def test_a_full_disk_and_a_stop_leave_no_part_of_a_file(cause: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"

    def begin() -> None:
        with output.whole(path) as file:
            file.write(b"half")
            assert len(list(tmp_path.iterdir())) == 1
            raise cause

    with pytest.raises((OutputError, type(cause))):
        begin()
    assert list(tmp_path.iterdir()) == []


def test_two_that_write_one_file_at_once_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with output.whole(path) as one, output.whole(path) as two:
        one.write(b"one")
        two.write(b"two, longer")
    assert path.read_bytes() == b"one"  # who ends last
    assert [each.name for each in tmp_path.iterdir()] == ["x.pdf"]


def test_what_a_killed_process_was_writing_is_swept_away(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    machine = output._machine()
    gone, stays = f".handouts-{machine}-{child}-00000000.part", [
        f".handouts-{machine}-{os.getpid()}-00000000.part",  # still runs
        f".handouts-{int(machine, 16) ^ 1:08x}-{child}-00000000.part",  # of another machine
        ".handouts-mine.part", "x.part",
    ]  # fmt: skip
    for name in (gone, *stays):
        (tmp_path / name).write_bytes(b"half")
    output.sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(stays)


def test_a_console_that_lacks_a_letter_shows_its_number() -> None:
    for encoding, text in (("cp437", "\\u0141ukasz"), ("cp1252", "\\u0141ukasz"), ("utf-8", "Łukasz")):
        raw = io.BytesIO()
        stream = streams.guarded(io.TextIOWrapper(raw, encoding), is_needed=True)
        stream.write("Łukasz")
        stream.flush()
        assert raw.getvalue().decode(encoding) == text


class Full(io.RawIOBase):
    """A stream that takes nothing."""

    def writable(self) -> bool:
        """Pretend to take something."""
        return True

    def write(self, _: object) -> int:
        """Take nothing."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_what_is_needed_and_lost_is_an_error_and_a_message_that_is_lost_is_noted() -> None:
    needed, other = (
        streams.guarded(io.TextIOWrapper(io.BufferedWriter(Full()), "utf-8"), is_needed) for is_needed in (True, False)
    )
    needed.write("data")
    with pytest.raises(OutputError) as full:
        needed.flush()
    assert str(full.value) == "standard output: cannot be written: the disk is full"
    other.write("message")
    other.flush()
    assert (needed.lost, other.lost) == (True, True)
    for each in (needed, other):
        each.is_needed = False  # else Python tells of it when it takes them apart


@pytest.fixture
def signals() -> Iterator[None]:
    """Put the answers to signals back."""
    before = {number: signal.getsignal(number) for number in stop._SIGNALS}
    yield
    for number, answer in before.items():
        signal.signal(number, answer)
    stop._state.number = 0


@pytest.mark.usefixtures("signals")
def test_a_stop_comes_when_what_is_begun_is_done_and_once() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stop.catch()
    os.kill(os.getpid(), signal.SIGHUP)  # ignored before, as by `nohup`
    assert not stop.is_wanted()
    done = list[str]()

    @stop.held()
    def work() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        with stop.held():
            done.append("inner")
        done.append("outer")

    with pytest.raises(stop.Stopped):
        work()
    assert done == ["inner", "outer"]
    os.kill(os.getpid(), signal.SIGINT)  # nothing more happens
    assert (stop.status(0), stop.status(4)) == (143, 143)


@pytest.mark.usefixtures("signals")
def test_a_stop_comes_at_once_where_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop, "_SIGNALS", (signal.SIGINT, signal.SIGTERM))  # no SIGHUP, as on Windows
    stop.catch()
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    assert stop.status(0) == 130


def test_two_paths_to_a_file_are_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to("here")
    one = tmp_path / "here" / "Ana.pdf"
    assert same.one_file({"--merge": tmp_path / "link" / "Ana.pdf"}, {"--patients": one}) == ("--merge", "--patients")
    assert same.one_file({"-o": one, "--save": tmp_path / "here" / ".." / "here" / "Ana.pdf"}, {}) == ("--save", "-o")
    small = {"-o": tmp_path / "here" / "ana.pdf"}
    assert same.one_file(small, {"x": one}) is None
    monkeypatch.setattr(same, "_is_blind", lambda _: True)  # as on Windows and macOS
    assert same.one_file(small, {"x": one}) == ("-o", "x")
