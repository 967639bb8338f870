"""What letters look like on paper: every kind → .docx → PDF by LibreOffice → measured.

    .venv/bin/python tests/bench/letters_report.py [FOLDER FOR PICTURES]

Prints a table; with a folder, also writes each page there as a picture. The fonts that letters
name are replaced as tests/fonts.conf says, unless FONTCONFIG_FILE names another file. Needs
LibreOffice and pdfplumber, for the pictures pdftoppm.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("FONTCONFIG_FILE", str(ROOT / "tests" / "fonts.conf"))

from letter_builders import FULL  # noqa: E402
from letter_pages import grid_page, samples, saved_by_libreoffice  # noqa: E402
from page_measures import measured, outside  # noqa: E402

from models.letter import LetterText  # noqa: E402
from review_flows import letters  # noqa: E402
from review_flows.outside.paper.writer import render_letter  # noqa: E402
from review_flows.outside.pdf import to_pdfs  # noqa: E402

LONG_TITLE = (
    "青岚区人民政府关于进一步加强国有土地上房屋征收与补偿工作和电动自行车停放充电安全管理的若干规定"
    "（试行）"
)
NOTE = "备案期限未核实，请以上级机关的规定为准。"


def main(pictures: Path | None) -> None:
    """Render, measure, print."""
    texts = {kind.code: kind.compose(FULL) for kind in letters.ALL} | samples()
    texts |= {"played_notice": letters.ALL[0].compose(replace(FULL, played=True))}
    texts |= loaded()
    texts["grid"] = grid_page()
    files = {name: render_letter(text) for name, text in texts.items()}
    pdfs = dict(zip(files, to_pdfs(list(files.values())), strict=True))
    kept = saved_by_libreoffice(files)
    say(f"{'letter':24} {'layout':9} pages  outside  text kept by LibreOffice")
    for name, text in texts.items():
        report(name, text, pdfs[name], kept[name])
    grid(pdfs["grid"])
    if pictures:
        write_pictures(pictures, pdfs)


def loaded() -> dict[str, LetterText]:
    """Return every kind as a played letter with a long title and a note."""
    facts = replace(FULL, title=LONG_TITLE, played=True)
    return {f"{kind.code}+": replace(kind.compose(facts), note=NOTE * 3) for kind in letters.ALL}


def report(name: str, text: LetterText, pdf: bytes, kept: bool) -> None:
    """Print one letter's line."""
    pages = measured(pdf)
    found = outside(pages, text.layout)
    say(f"{name:24} {text.layout:9} {len(pages):5}  {len(found):7}  {'yes' if kept else 'NO'}")
    for one in found:
        say(f"    {one}")


def grid(pdf: bytes) -> None:
    """Print what the page of 22 × 28 measures."""
    page = measured(pdf)[1]
    widest = max(page.lines[:-1], key=lambda line: len(line.text))
    pitches = page.pitches[:20]
    say(
        f"\ngrid: {len(page.lines) - 1} lines × {len(widest.text)} characters, "
        f"{widest.left:.1f}–{widest.right:.1f} mm, pitch {min(pitches):.2f}–{max(pitches):.2f} pt"
    )


def write_pictures(folder: Path, pdfs: dict[str, bytes]) -> None:
    """Write each page as a picture of 60 dots an inch."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        for code, pdf in pdfs.items():
            path = Path(name, f"{code}.pdf")
            path.write_bytes(pdf)
            subprocess.run(
                ["pdftoppm", "-r", "60", "-png", str(path), str(folder / code)], check=True
            )


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
