"""What a rule set says about the clock of a review, as `read_clock` takes it."""

from dataclasses import dataclass
from enum import StrEnum

from models.period import DayUnit, Period


class ClockStart(StrEnum):
    """The event whose day is day 0. 国办发〔2018〕115号 names none; local rules differ.

    RECEIVED             the submission came in (民政部, art. 13)
    MATERIALS_COMPLETE   the last material came in, as the acceptance confirms (广州 2010, art. 21)
    ACCEPTED             the submission was accepted (a city of 辽宁, arts. 7–9; 德州, art. 17)
    """

    RECEIVED = "received"
    MATERIALS_COMPLETE = "materials_complete"
    ACCEPTED = "accepted"


class SupplementEffect(StrEnum):
    """What waiting for a supplement does to a clock that runs.

    STOPS      the days after the request up to and including the supplement are not counted
               (a city of 辽宁, art. 7)
    RESTARTS   the day of the supplement is day 0 again (usual in notices of 补正:
               “审核期限自补齐之日起计算”)
    """

    STOPS = "stops"
    RESTARTS = "restarts"


class PauseGround(StrEnum):
    """What the review may wait for while time stands.

    115号 names none. Supplements: a city of 辽宁, art. 7. Hearings and experts: as the time for
    them is left out of the terms of 行政许可法, art. 45, by analogy.
    """

    SUPPLEMENT = "supplement"
    EXPERT_OPINION = "expert_opinion"
    HEARING = "hearing"
    INVESTIGATION = "investigation"


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The shortest time that reviewers must be given, the longest they may take, and from when.

    National: not less than 5 and at most 15 working days (国办发〔2018〕115号, item 五). The floor
    is what the reviewers must be given, so an opinion before it needs a recorded cause; the
    ceiling is what they may take. `submit_before_meeting` is how long before the meeting the
    submission has to be there (a city of 辽宁, art. 5: seven working days before the 常务会议).
    `again` is the ceiling of a second review, counted from the day on which it was ordered; no
    source at hand gives one, so without it a second review has no term.
    """

    floor: Period | None
    ceiling: Period | None
    starts: ClockStart = ClockStart.ACCEPTED
    supplement: SupplementEffect = SupplementEffect.STOPS
    submit_before_meeting: Period | None = None
    again: Period | None = None

    @property
    def unit(self) -> DayUnit:
        """The unit of the ceiling, else of the floor, else the national one."""
        period = self.ceiling or self.floor
        return period.unit if period else DayUnit.WORKING
