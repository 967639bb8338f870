"""Letters as PDF: LibreOffice runs apart, on files that refer to nothing outside themselves."""

import http.server
import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from letter_builders import a_letter
from letter_pages import a_document, grid_page

from models.errors import PdfNotMade
from models.house_style import HouseStyle, LineGrid
from models.letter import Para
from review_flows.outside import pdf
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.pdf_copy import outside_references, printable

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
BOTH = HouseStyle(grid=LineGrid.LINES_AND_CHARACTERS)
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def referring(kind: str, target: str) -> bytes:
    """A letter with a relationship to something outside of it."""
    name, copy = "word/_rels/document.xml.rels", BytesIO()
    one = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}" TargetMode="External"/>'
    with (
        zipfile.ZipFile(BytesIO(render_letter(a_letter()))) as package,
        zipfile.ZipFile(copy, "w") as changed,
    ):
        for part in package.namelist():
            content = package.read(part)
            if part == name:
                content = content.replace(b"</Relationships>", one.encode() + b"</Relationships>")
            changed.writestr(part, content)
    return copy.getvalue()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is found before all others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def a_program(folder: Path, script: str) -> None:
    """A LibreOffice that does what the script says."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@needs_libreoffice
def test_letters_become_pdfs_in_their_order() -> None:
    first, second = pdf.to_pdfs([render_letter(a_letter()), render_letter(grid_page())])
    assert first.startswith(b"%PDF-") and second.startswith(b"%PDF-")
    assert first.count(b"/Type/Page>>") + first.count(b"/Type/Page/") < second.count(
        b"/Type/Page>>"
    ) + second.count(b"/Type/Page/")
    assert pdf.to_pdf(render_letter(a_letter())).startswith(b"%PDF-")
    assert pdf.to_pdfs([]) == []


def test_without_libreoffice_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfNotMade, match="apt-get install libreoffice-writer"):
        pdf.to_pdf(render_letter(a_letter()))


def test_a_file_that_refers_to_something_outside_is_refused(programs: Path) -> None:
    a_program(programs, "exit 0")
    with pytest.raises(PdfNotMade, match=r"refers to http://198\.51\.100\.1/x\.png.*cleaned copy"):
        pdf.to_pdf(referring(IMAGE, "http://198.51.100.1/x.png"))
    assert outside_references(referring(LINK, "https://www.gov.cn/")) == []
    assert outside_references(render_letter(a_letter())) == []


def test_what_takes_too_long_is_stopped_with_all_it_started(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late"
    a_program(programs, f"(sleep 3; touch {late}) & sleep 60")
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(PdfNotMade, match="longer than 1 seconds"):
        pdf.to_pdf(render_letter(a_letter()))
    threading.Event().wait(3)
    assert not late.exists()


def test_a_program_that_makes_nothing_is_told(programs: Path) -> None:
    a_program(programs, "exit 0")
    with pytest.raises(PdfNotMade, match="made no PDF"):
        pdf.to_pdf(render_letter(a_letter()))


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server of this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_what_converts_reaches_no_network(programs: Path, listener: tuple[str, list[str]]) -> None:
    if not pdf.has_wall():
        pytest.skip("this kernel lets no process be cut off from the network")
    url, asked = listener
    a_program(programs, f"curl -s -m 5 {url}behind_the_wall")
    with pytest.raises(PdfNotMade, match="made no PDF"):
        pdf.to_pdf(render_letter(a_letter()))
    assert asked == []


def test_it_learns_nothing_of_the_environment_but_programs_and_fonts(
    programs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REVIEW_FLOWS_SMTP", "smtp://user:secret@mail")
    told = tmp_path / "environment"
    a_program(programs, f"env > {told}")
    with pytest.raises(PdfNotMade):
        pdf.to_pdf(render_letter(a_letter()))
    assert "secret" not in told.read_text("utf-8")
    assert "HOME=" in told.read_text("utf-8")


def test_a_grid_of_lines_and_characters_is_rewritten_in_the_copy_only() -> None:
    content = render_letter(grid_page(style=BOTH))
    with zipfile.ZipFile(BytesIO(printable(content))) as copy:
        assert b'<w:docGrid w:type="lines" w:linePitch="579"/>' in copy.read("word/document.xml")
        defaults = copy.read("word/styles.xml").partition(b"</w:rPrDefault>")[0]
        assert b'<w:spacing w:val="-5"/>' in defaults


def test_a_hyphen_that_forbids_a_break_is_joined_to_what_follows_in_the_copy_only() -> None:
    content = render_letter(a_letter(body=(Para("审核件编号：QL-2026-001"),)))
    with zipfile.ZipFile(BytesIO(printable(content))) as copy:
        text = copy.read("word/document.xml").decode()
    assert "noBreakHyphen" not in text and text.count("-\u2060</w:t>") == 2
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert "\u2060" not in package.read("word/document.xml").decode()
    usual = render_letter(a_document())
    assert printable(usual) == usual
