"""Letters that show a page at its limits, and files that LibreOffice opened and saved again."""

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from letter_builders import a_letter

from models.letter import Imprint, Layout, LetterText, Para, ParaStyle, Table
from review_flows.outside.word.safety import open_word

IMPRINT = Imprint(
    ("区委办公室", "区人大常委会办公室", "区政协办公室"), "青岚区司法局办公室", date(2026, 3, 9)
)
LONG_WORD = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" * 3
BODY = "审核意见内容共计二十八个字一行，用来看每一页能排多少行多少字。" * 6


def a_document(**changes: object) -> LetterText:
    """A letter in the document form, with 版记."""
    return a_letter(**{"layout": Layout.DOCUMENT, "imprint": IMPRINT} | changes)


def grid_page(**changes: object) -> LetterText:
    """Pages that are full of characters of full width."""
    bare = {"heading": "", "sender": "", "number": "", "addressee": "", "note": ""}
    body = tuple(Para("法" * 28 * 3 + "律") for _ in range(24))
    return a_document(**bare | {"attachments": (), "body": body} | changes)


def a_register(rows: int = 30) -> LetterText:
    """A register of several pages, wider than the page and with a word that fits no column."""
    row = (
        "青岚区电动自行车停放充电管理办法（试行）",
        "青政规〔2026〕1号",
        LONG_WORD,
        "合法",
        "2026-04-10",
    )
    table = Table(
        ("序号", "名称", "发文字号", "校验值", "审核结论", "公布日期"),
        tuple((str(n + 1), *row) for n in range(rows)),
        (12, 80, 45, 60, 25, 30),
    )
    return a_letter(layout=Layout.REGISTER, heading="发文登记表", body=(table,), note="")


def a_sheet(rows: int = 6) -> LetterText:
    """A form with labels and values, a place to sign, and empty cells to fill in."""
    table = Table(
        (),
        (
            ("文件名称", "青岚区电动自行车停放充电管理办法（试行）（送审稿）"),
            *(("起草单位", "青岚区住房和城乡建设局", "承办人", "承办甲") for _ in range(rows)),
            ("审核意见", "第二十三条的罚款应当删除。\n其余条款合法。"),
            ("审批意见", ""),
        ),
        (26, 52, 26, 52),
        form=True,
    )
    sign = Para("承办人（签字）：　　　　　　年　　月　　日", ParaStyle.SIGN)
    return a_letter(layout=Layout.SHEET, heading="合法性审核办理单", body=(table, sign), note="")


def samples() -> dict[str, LetterText]:
    """Return letters at the limits of each layout."""
    long = tuple(Para(BODY) for _ in range(8))
    name = "内蒙古自治区呼和浩特市新城区人民政府行政审批和政务服务局"
    row = ("1", "第二条", "理由" * 600, LONG_WORD)
    wide = Table(("序号", "条款", "问题", "依据"), (row, row), (15, 30, 111, 60))
    return {
        "long_letter": a_letter(body=long),
        "long_document": a_document(body=long, issuer="王某某"),
        "long_names": a_letter(sender=name, addressee="、".join([name] * 4), heading=name * 3),
        "long_document_names": a_document(
            sender=name, imprint=replace(IMPRINT, copies_to=(name,) * 5)
        ),
        "long_table": a_letter(body=(wide, Para("完。"))),
        "sheet": a_sheet(),
        "full_sheet": a_sheet(24),
        "register": a_register(),
    }


def saved_by_libreoffice(files: dict[str, bytes]) -> dict[str, bool]:
    """Open and save each file with LibreOffice; say whether our reader finds the same text."""
    with TemporaryDirectory() as name:
        folder, saved = Path(name), Path(name, "saved")
        for code, content in files.items():
            (folder / f"{code}.docx").write_bytes(content)
        subprocess.run(
            [
                shutil.which("soffice") or "soffice",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved)),
                *(str(folder / f"{code}.docx") for code in files),
            ],
            env={**os.environ, "HOME": name},
            check=True,
            capture_output=True,
            timeout=300,
        )
        return {
            code: said(content) == said((saved / f"{code}.docx").read_bytes())
            for code, content in files.items()
        }


def said(content: bytes) -> list[str]:
    """Return the paragraphs of a file's body that say something."""
    text = open_word(content).text
    assert text is not None
    return [one.text.strip() for one in text.paragraphs if one.text.strip()]
