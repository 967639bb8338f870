"""The shape of a value of law: it has a source, and says whether somebody read it there."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr

from models.period import DayUnit, Period

Text = Annotated[StrictStr, Field(min_length=1)]
Count = Annotated[int, Field(strict=True, ge=1)]
CountOrNone = Annotated[int, Field(strict=True, ge=0)]


class Shape(BaseModel):
    """No key but those named, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sourced(Shape):
    """A value of law: where it stands, and whether somebody read it there."""

    source: Text
    verified: StrictBool


class SourcedPeriod(Sourced):
    """A number of days with its unit."""

    days: Count
    unit: DayUnit

    @property
    def period(self) -> Period:
        """The period as the clock takes it."""
        return Period(self.days, self.unit, self.source, self.verified)
