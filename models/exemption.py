"""What makes a matter urgent enough to lift the floor, or to leave out steps before it."""

from enum import StrEnum


class ExemptionGround(StrEnum):
    """What lifts the floor (国办发〔2018〕115号, item 五)."""

    EMERGENCY = "emergency"
    SUPERIOR_URGENT_ORDER = "superior_urgent_order"
