"""What a person does: one file per stage; every door goes through `act`."""

from review_flows.desk.act import NEW_CASE, act
from review_flows.desk.writing import Done

__all__ = ["NEW_CASE", "Done", "act"]
