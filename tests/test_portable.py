"""What would break on other systems than the one that tests run on, Windows above all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
MODULES = [*sorted(SOURCE.rglob("*.py")), *sorted((SOURCE.parent / "release").glob("*.py"))]
# Where `encoding` stands in calls for text, when it has no name.
POSITION = {"read_text": 0, "write_text": 1}
# What Windows does not have; `getattr` asks for it.
FOREIGN_MODULES = {"fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty"}
FOREIGN_NAMES = {
    "os": {"chown", "fchmod", "fork", "geteuid", "getloadavg", "getuid", "killpg", "mkfifo", "nice", "O_NOFOLLOW",
           "sched_getaffinity", "setsid", "sysconf", "uname"},
    "signal": {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "SIGUSR2", "alarm", "pause"},
}  # fmt: skip


def lacks_encoding(call: ast.Call) -> bool:
    """Return whether a call reads or writes text in the encoding of the machine."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    keywords = {each.arg for each in call.keywords}
    if keywords & {"encoding", "closefd"}:  # what stays open is a standard stream: it speaks as the machine does
        return False
    constants = [
        each.value for each in [*call.args, *(each.value for each in call.keywords)] if isinstance(each, ast.Constant)
    ]
    if name in ("open", "fdopen"):
        opens_a_path = name == "fdopen" or isinstance(call.func, ast.Name) or len(call.args) == len(constants)
        return opens_a_path and not any("b" in mode for mode in constants if isinstance(mode, str))
    if name in POSITION:
        return len(call.args) <= POSITION[name]
    return bool(keywords & {"text", "universal_newlines"}) and name in ("run", "Popen", "check_output")


def unportable(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what works on some systems only, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and lacks_encoding(node):
            yield node.lineno, "no encoding"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in FOREIGN_NAMES.get(node.value.id, ()):
                yield node.lineno, f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names if each.name in FOREIGN_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in FOREIGN_MODULES:
            yield node.lineno, node.module


def test_sources_are_portable() -> None:
    told = [
        f"{path}:{line}: {what}" for path in MODULES for line, what in unportable(ast.parse(path.read_text("utf-8")))
    ]
    assert told == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("path.read_text()", "no encoding"),
        ("path.write_text(text)", "no encoding"),
        ("open(path)", "no encoding"),
        ("open(path, 'w', newline='')", "no encoding"),
        ("path.open()", "no encoding"),
        ("path.open('a')", "no encoding"),
        ("os.fdopen(number, mode='w')", "no encoding"),
        ("subprocess.run(command, text=True)", "no encoding"),
        ("signal.signal(signal.SIGHUP, stop)", "signal.SIGHUP"),
        ("os.fork()", "os.fork"),
        ("import os, fcntl", "fcntl"),
        ("from pwd import getpwnam", "pwd"),
    ],
)
def test_what_is_not_portable_is_seen(code: str, what: str) -> None:
    assert list(unportable(ast.parse(code))) == [(1, what)]


@pytest.mark.parametrize(
    "code",
    [
        "path.read_text('utf-8')", "path.write_text(text, 'utf-8')", "open(path, 'rb')", "path.open('xb')",
        "path.open(encoding='utf-8')", "os.fdopen(number, 'wb')", "Image.open(data, formats=kinds)",
        "os.fdopen(1, 'w', closefd=False)", "subprocess.run(command, text=True, encoding='utf-8')",
        "getattr(os, 'sched_getaffinity', None)",
    ],
)  # fmt: skip
def test_what_is_portable_passes(code: str) -> None:
    assert list(unportable(ast.parse(code))) == []
