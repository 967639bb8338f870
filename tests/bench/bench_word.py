"""What a draft of 10, 100 and 1,000 pages takes: check and read, structure, comparison.

    .venv/bin/python tests/bench/bench_word.py [PAGES…]

A page has 560 characters, as GB/T 9704 prints it; the markup is as WPS writes it, with three runs
a paragraph. Each draft has a fresh process. Seconds of the processor, and its memory at the peak;
`apart` is the whole opening in the child process, as the product does it, in seconds waited.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import word_builders as build  # noqa: E402

PAGE = 560  # characters
LOOK = (
    '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" '
    'w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/><w:color w:val="auto"/><w:sz w:val="32"/>'
    '<w:szCs w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
)
PLACE = (
    '<w:pPr><w:keepNext w:val="0"/><w:pageBreakBefore w:val="0"/><w:kinsoku/><w:wordWrap/>'
    '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/>'
    f'<w:jc w:val="both"/><w:textAlignment w:val="auto"/>{LOOK}</w:pPr>'
)
SENTENCE = "市人民政府有关部门应当按照各自职责，做好本办法规定的监督管理工作，并及时公开办理结果"


def draft(pages: int, version: int) -> bytes:
    """A draft of that many pages; of the second version each twentieth article says more."""
    articles = pages * PAGE // (2 * len(SENTENCE) + 12)
    blocks = [_paragraph("某市某某管理办法", "", "")]
    for n in range(1, articles + 1):
        added = "五个工作日内" if version == 2 and n % 20 == 0 else ""
        blocks.append(
            _paragraph(f"第{_chinese(n)}条　", SENTENCE, f"，{n}件以上的{added}{SENTENCE}。")
        )
    return build.a_docx(*blocks)


def _paragraph(*texts: str) -> str:
    return build.a_paragraph("".join(build.a_run(text, LOOK) for text in texts if text), PLACE)


def _chinese(number: int) -> str:
    """A number up to 9,999 in Chinese."""
    digits, units, words = "零一二三四五六七八九", ("千", "百", "十", ""), ""
    for digit, unit in zip(f"{number:04}", units, strict=True):
        words += digits[int(digit)] + unit if digit != "0" else "零"
    words = words.strip("零")
    while "零零" in words:
        words = words.replace("零零", "零")
    return words.removeprefix("一") if words.startswith("一十") else words


def measure(pages: int) -> dict[str, object]:
    """Do the whole chain on two versions; the figures are of the first but for `diff`."""
    from models.comparison.clause_diff import clause_changes
    from models.document import clauses_of
    from review_flows.outside.word.apart import open_apart
    from review_flows.outside.word.safety import open_word

    first, second = draft(pages, 1), draft(pages, 2)
    texts, clauses, times = [], [], []
    for content in (first, second):
        times.append(time.process_time())
        opened = open_word(content)
        assert opened.text is not None
        texts.append(opened.text)
        times.append(time.process_time())
        clauses.append(clauses_of(opened.text))
        times.append(time.process_time())
    changes = clause_changes(clauses[0], clauses[1])
    diffed = time.process_time()
    open_apart(b"")
    began = time.perf_counter()
    open_apart(first)
    apart = time.perf_counter() - began
    return {
        "pages": pages,
        "characters": len(texts[0].text),
        "articles": len(clauses[0]),
        "changes": len(changes),
        "check_and_read": round(times[1] - times[0], 3),
        "structure": round(times[2] - times[1], 3),
        "diff": round(diffed - times[5], 3),
        "all": round(times[2] - times[0] + diffed - times[5], 3),
        "apart": round(apart, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
    }


def main() -> None:
    """Print a line of JSON for each number of pages."""
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(measure(int(sys.argv[2]))) + "\n")
        return
    for pages in sys.argv[1:] or ["10", "100", "1000"]:
        subprocess.run([sys.executable, __file__, "--one", pages], check=True)


if __name__ == "__main__":
    main()
