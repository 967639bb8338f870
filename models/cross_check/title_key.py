"""Titles and numbers made comparable: what differs by typing alone becomes the same.

A key is for comparing only and is never shown.
"""

import re
import unicodedata
from functools import lru_cache

from models.catalogue.document_number import read_number

_ORGAN = r"(?:人民政府|政府|办公室|办公厅|委员会|管委会|街道办事处|局|厅|委|办)"
_SENDER = re.compile(rf"^[^《》]{{2,40}}?{_ORGAN}(?=关于|印发|转发|发布)")
_BROUGHT = re.compile(r"^(?:关于)?(?:印发|发布|公布|下发)(?P<name>.+?)的?(?:通知|公告|通告|决定)?$")
_STAGE = re.compile(
    r"[(](?:送审稿|征求意见稿|修改稿|修订稿|修订草案|草案|审议稿|代拟稿|讨论稿|审核稿|正式稿|定稿)[)]"
)
_SIGNS = re.compile(r"[\W_]+")
# 第三批, 2026年, 二季度: titles that differ here are of two documents, however alike.
_COUNTED = re.compile(r"\d+|第?[一二三四五六七八九十百]+(?=[批期次号届季月年])")


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """Return what a title is about: without sender, wrapper (关于印发…的通知), signs and blanks.

    （试行）and 暂行 stay: they tell two documents apart. （送审稿）goes: it tells two stages.
    """
    text = _STAGE.sub("", unicodedata.normalize("NFKC", title).replace(" ", ""))
    bare = _SENDER.sub("", text)
    brought = _BROUGHT.match(bare)
    name = brought["name"] if brought and len(brought["name"]) > _LEAST else bare
    return _SIGNS.sub("", name.removeprefix("关于")).lower()


_LEAST = 3  # characters of a name that a wrapper holds: less is a slip of the pattern


@lru_cache(maxsize=20_000)
def number_key(number: str) -> str:
    """Return a document number in its one form; what is none, without blanks and wide signs."""
    read = read_number(number)
    return read.text if read else re.sub(r"\s", "", unicodedata.normalize("NFKC", number))


def counted(key: str) -> tuple[str, ...]:
    """Return the years, batches and quarters that a title names."""
    return tuple(_COUNTED.findall(key))
