"""Printing to a real queue: a CUPS server of our own with Debian's PDF printer. Fails, never skips, without them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from handouts.system import printers as printing
from tests.made import made
from tests.waiting import until

pytestmark = pytest.mark.external

_PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
_FILES = """\
ServerRoot {home}/etc
RequestRoot {home}/spool
TempDir {home}/spool/tmp
CacheDir {home}/cache
StateDir {home}/state
ErrorLog {home}/log/error
AccessLog {home}/log/access
PageLog {home}/log/page
FileDevice Yes
"""
_SERVER = """\
Listen localhost:{port}
LogLevel debug
Browsing No
DefaultAuthType None
<Location />
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Run a CUPS server with one printer, and return its folder; it prints into a file there."""
    cupsd = shutil.which("cupsd", path="/usr/sbin:/usr/bin:/sbin")
    lpadmin = shutil.which("lpadmin", path="/usr/sbin:/usr/bin:/sbin")
    assert cupsd, "no cupsd: `apt-get install cups-daemon cups-client printer-driver-cups-pdf`"
    assert lpadmin, "no lpadmin: `apt-get install cups-client`"
    assert _PPD.is_file(), "no PDF printer: `apt-get install printer-driver-cups-pdf`"
    home = Path(tempfile.mkdtemp(prefix="cups-"))  # not pytest's folder, which the filters' user may not enter
    home.chmod(0o755)
    for name in ("etc/ppd", "spool/tmp", "cache", "state", "log"):
        (home / name).mkdir(parents=True)
    (home / "spool/tmp").chmod(0o1777)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    (home / "etc/cupsd.conf").write_text(_SERVER.format(port=port))
    (home / "etc/cups-files.conf").write_text(_FILES.format(home=home))
    configuration = ("-c", home / "etc/cupsd.conf", "-s", home / "etc/cups-files.conf")
    running = subprocess.Popen([cupsd, "-f", *configuration])
    monkeypatch.setenv("CUPS_SERVER", f"localhost:{port}")
    until(lambda: b"is running" in subprocess.run(["lpstat", "-r"], capture_output=True, check=False).stdout)
    device = f"file://{home}/printed"
    subprocess.run([lpadmin, "-p", "desk", "-E", "-v", device, "-P", _PPD], check=True, capture_output=True)
    subprocess.run([lpadmin, "-d", "desk"], check=True, capture_output=True)
    yield home
    running.terminate()
    running.wait()
    shutil.rmtree(home)


def test_a_handout_reaches_the_paper(server: Path) -> None:
    assert printing.printers() == printing.Printers(("desk",), "desk")
    pdf = made().pdf
    assert "desk-1" in printing.send(pdf, None, copies=2, duplex=True)
    until(lambda: b"desk-1" in _jobs("completed"))
    printed = (server / "printed").read_bytes()
    assert printed.startswith((b"%!PS", b"%PDF"))
    log = (server / "log/error").read_text(errors="replace")
    assert "sides=two-sided-long-edge" in log
    assert "patient" not in log.casefold()
    assert len(pypdfium2.PdfDocument(pdf)) == 2


def _jobs(which: str) -> bytes:
    return subprocess.run(["lpstat", "-W", which, "-o"], capture_output=True, check=True).stdout
