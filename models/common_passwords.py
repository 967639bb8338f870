"""Passwords that everybody thinks of: our own list of words, and what is put before and behind.

No list of leaked passwords is shipped: those at hand have no licence that lets us, and no age that
would help. What stands here is the rule after which most of them are made: a word or a walk over
the keys, written with a few substitutions, with digits and signs around it.
"""

import re
import unicodedata

_WORDS_AS_TEXT = """
    password passwd passw0rd pass admin administrator root user guest test tester testing demo
    welcome login letmein changeme default secret master manager system server oracle mysql
    database huawei lenovo windows office service support public private temp temporary super
    superman batman dragon monkey shadow sunshine princess football baseball iloveyou loveyou
    love hello freedom whatever trustno charlie michael jordan michelle daniel jessica ashley
    computer internet network security google baidu tencent alibaba weixin wechat qq taobao
    china zhongguo beijing shanghai guangzhou shenzhen chongqing tianjin shanxi datong nanjing
    woaini woaiwo woaizhongguo aini wozuishuai wodemima mima woshishui nihao nihaoma zhangsan
    lisi wangwu zhaoliu laoban laopo laogong baobao baobei xiaoming tiantian wangyi zhang wang
    chen yang zhao huang zhou gongan zhengfu sifaju sifa shenhe heifa hefa fazhi guanli
    guanliyuan xitong yonghu anquan shenji banshi bangong bangongshi wenjian gongwen beian
    spring summer autumn winter january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday company
    reviewflows review flows prefect legality normative
    qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc
    asdzxc poiuyt mnbvcx abcdef abcdefg abcdefgh abcabc aaa aaaa abc abcd xyz qwe qwer asd asdf zxc
    zxcv qaz wsx edc
"""
WORDS = frozenset(_WORDS_AS_TEXT.split())
_DIGIT_ROWS = ("01234567890123456789", "98765432109876543210", "1qaz2wsx3edc4rfv5tgb6yhn7ujm")
_LETTER_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_SAID_AS = str.maketrans("@4031!5$7", "aaoeiisst")
DATES_AND_TELEPHONES = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{1,8})(?!\d)")
LEAST_OF_ITS_OWN = 4  # signs that are left when all that is common is taken away


def is_common(password: str) -> bool:
    """Say whether a password is made of words and walks that everybody thinks of.

    It is where fewer than four characters of its own are left.
    """
    said = unicodedata.normalize("NFKC", password).casefold()
    readings = {said, said.translate(_SAID_AS), said.translate(_SHIFTED)}
    return any(len(_own_part(reading)) < LEAST_OF_ITS_OWN for reading in readings)


def _own_part(said: str) -> str:
    """Return what is left without common words, walks, years, repetitions and signs, each once."""
    rest = re.sub(r"[\W_]+", "", said) if said.isascii() else said
    rest = re.sub(r"(.+?)\1{2,}", r"\1", rest)  # abcabcabc is abc
    for walk in _walks(rest):
        rest = rest.replace(walk, "", 1)
    for word in _WORDS_BY_LENGTH:
        rest = rest.replace(word, "", 1)
    return DATES_AND_TELEPHONES.sub("", rest)


def _walks(text: str) -> list[str]:
    """Return the runs of at least four characters that follow a row of keys, forth or back."""
    rows = [*_DIGIT_ROWS, *_LETTER_ROWS, *(row[::-1] for row in _LETTER_ROWS)]
    found, start = [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in row for row in rows):
            end += 1
        if end - start >= LEAST_OF_ITS_OWN:
            found.append(text[start:end])
            start = end
        else:
            start += 1
    return found


_WORDS_BY_LENGTH = sorted(WORDS, key=lambda word: (-len(word), word))
