"""Two named policies of accounts, each number with its source: one setting chooses, no switches.

They contradict one another (GB/T 22239-2019 asks for complexity and periodic change at every
level; ASVS 5.0.0 forbids both), so a site takes one of them whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.person import ADMINISTRATORS, Role


class PolicyName(StrEnum):
    DENGBAO = "dengbao"  # GB/T 22239-2019, levels 2 and 3
    ASVS = "asvs"  # OWASP ASVS 5.0.0, level 2


class PolicyFigure(StrEnum):
    """What a policy sets; the unit stands in the name. 0 means that there is no such rule."""

    LEAST_CHARACTERS = "least_characters"
    RECOMMENDED_CHARACTERS = "recommended_characters"
    LEAST_CLASSES = "least_classes"  # of: small letters, capitals, digits, anything else
    LONGEST_DAYS = "longest_days"  # then the password has to be changed
    REFUSED_FORMER = "refused_former"  # the last ones that are not taken again
    MOST_FAILURES = "most_failures"  # of an account, in a row
    MOST_FAILURES_OF_ADDRESS = "most_failures_of_address"
    PAUSE_MINUTES = "pause_minutes"  # after them
    IDLE_MINUTES = "idle_minutes"
    IDLE_MINUTES_OF_ADMINISTRATORS = "idle_minutes_of_administrators"
    SESSION_HOURS = "session_hours"
    MOST_SESSIONS = "most_sessions"  # of a person at once; one more ends the oldest
    LINK_HOURS = "link_hours"  # how long a one-time link can be used
    LOG_DAYS = "log_days"  # how long the security log is kept


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A number, where it stands, and whether somebody read it there."""

    value: int
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class AccountPolicy:
    """A policy that is in force as a whole; a change of any number is a new version."""

    name: PolicyName
    version: int
    figures: Mapping[PolicyFigure, SourcedFigure]

    @property
    def code(self) -> str:
        """The policy as the security log names it: dengbao/1."""
        return f"{self.name}/{self.version}"

    def of(self, figure: PolicyFigure) -> int:
        """Return a number; its unit stands in the figure's name."""
        return self.figures[figure].value

    def idle_minutes(self, roles: frozenset[Role]) -> int:
        """Return after how many minutes without a request a session of these roles ends."""
        if roles & ADMINISTRATORS:
            return self.of(PolicyFigure.IDLE_MINUTES_OF_ADMINISTRATORS)
        return self.of(PolicyFigure.IDLE_MINUTES)


LEAST_LOG_DAYS = 184  # six months, the longest that they can be; no policy may go below it
MOST_CHARACTERS = 256  # of a password; hashing more serves only who wants to keep us busy
LAW = "网络安全法（2025年修正）第二十三条第（三）项：留存相关的网络日志不少于六个月"
GB = "GB/T 22239-2019 8.1.4.1"
_F = PolicyFigure
_N = SourcedFigure
_KEPT = _N(400, f"assumed: a year and the time of its audit; at least 184 days by {LAW}")
_SESSIONS = _N(3, "assumed: office, meeting room, home; ASVS 5.0.0 7.1.2 asks for a limit")
_LINK = _N(24, "assumed: a working day; ASVS 5.0.0 6.4.1 and 6.4.3 ask for a short life")

DENGBAO = AccountPolicy(
    PolicyName.DENGBAO,
    1,
    {
        _F.LEAST_CHARACTERS: _N(12, f"{GB} a) 复杂度要求; assumed: the number"),
        _F.RECOMMENDED_CHARACTERS: _N(15, "ASVS 5.0.0 6.2.1", True),
        _F.LEAST_CLASSES: _N(3, f"{GB} a) 复杂度要求; assumed: the number"),
        _F.LONGEST_DAYS: _N(90, f"{GB} a) 定期更换; assumed: the number"),
        _F.REFUSED_FORMER: _N(5, f"{GB} a) 定期更换; assumed: the number"),
        _F.MOST_FAILURES: _N(5, f"{GB} b) 限制非法登录次数; assumed: the number"),
        _F.MOST_FAILURES_OF_ADDRESS: _N(20, "assumed: an office shares one address"),
        _F.PAUSE_MINUTES: _N(30, f"{GB} b) 登录失败处理; assumed: the number"),
        _F.IDLE_MINUTES: _N(30, f"{GB} b) 登录连接超时自动退出; assumed: the number"),
        _F.IDLE_MINUTES_OF_ADMINISTRATORS: _N(10, f"{GB} b) 超时自动退出; assumed: the number"),
        _F.SESSION_HOURS: _N(8, "assumed: a working day; ASVS 5.0.0 7.3.2 asks for a limit"),
        _F.MOST_SESSIONS: _SESSIONS,
        _F.LINK_HOURS: _LINK,
        _F.LOG_DAYS: _KEPT,
    },
)
ASVS = AccountPolicy(
    PolicyName.ASVS,
    1,
    {
        _F.LEAST_CHARACTERS: _N(8, "ASVS 5.0.0 6.2.1", True),
        _F.RECOMMENDED_CHARACTERS: _N(15, "ASVS 5.0.0 6.2.1", True),
        _F.LEAST_CLASSES: _N(0, "ASVS 5.0.0 6.2.5", True),
        _F.LONGEST_DAYS: _N(0, "ASVS 5.0.0 6.2.10", True),
        _F.REFUSED_FORMER: _N(0, "ASVS 5.0.0 6.2.10 (no change is forced, so none is repeated)"),
        _F.MOST_FAILURES: _N(10, "assumed: ASVS 5.0.0 6.3.1 asks for a limit and names none"),
        _F.MOST_FAILURES_OF_ADDRESS: _N(40, "assumed: an office shares one address"),
        _F.PAUSE_MINUTES: _N(15, "assumed: ASVS 5.0.0 6.3.1 names no number"),
        _F.IDLE_MINUTES: _N(30, "assumed: ASVS 5.0.0 7.3.1 asks for a limit and names none"),
        _F.IDLE_MINUTES_OF_ADMINISTRATORS: _N(10, "assumed: ASVS 5.0.0 7.3.1 names no number"),
        _F.SESSION_HOURS: _N(8, "assumed: ASVS 5.0.0 7.3.2 asks for a limit and names none"),
        _F.MOST_SESSIONS: _SESSIONS,
        _F.LINK_HOURS: _LINK,
        _F.LOG_DAYS: _KEPT,
    },
)
POLICIES: Mapping[PolicyName, AccountPolicy] = {one.name: one for one in (DENGBAO, ASVS)}
