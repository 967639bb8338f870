"""Every table, as SQLModel: what the migrations build and the tests compare with.

Days are ISO texts of Asia/Shanghai (2026-03-09), instants ISO texts in UTC with microseconds:
they sort, read the same on SQLite and PostgreSQL, and need no driver's opinion on time zones.
Codes of closed lists are stored by value. Nothing on the hot path imports this package, because
SQLModel takes half a second to load; the desk writes through review_flows.outside.database.
"""

from models.tables.accounts import (
    AccountRow,
    SecurityLineRow,
    SessionRow,
    SignInFailureRow,
    SignInLinkRow,
)
from models.tables.casework import (
    CaseRow,
    ClassificationRow,
    DeliberationRow,
    FilingRow,
    IssuanceRow,
    MaterialCheckRow,
    OverrideRow,
    TaskRow,
)
from models.tables.clock import (
    BreachRow,
    CalendarYearRow,
    ClockEventRow,
    FrozenRulesRow,
    NoticeDeliveryRow,
    NoticeRow,
    WallClockRow,
)
from models.tables.documents import (
    ArrivalRow,
    ClauseRow,
    DocumentRow,
    FindingRow,
    LetterRow,
    SeriesRow,
)
from models.tables.filing import (
    CatalogueLineRow,
    CatalogueRow,
    CleanupItemRow,
    CleanupRow,
    ContinuationRow,
    FilingMessageRow,
    NumberRow,
    ReceivedFilingRow,
    ReceivedMessageRow,
    RelationRow,
)
from models.tables.log import EventRow, LegRow, ReminderRow, WatermarkRow
from models.tables.log_texts import LogTextRow
from models.tables.people import (
    AbsenceRow,
    FormDraftRow,
    MembershipRow,
    PersonRoleRow,
    PersonRow,
    UnitRow,
)
from models.tables.review import (
    AdviceCommentRow,
    ConsultationRow,
    OpinionItemRow,
    OpinionPointRow,
    OpinionRow,
)
from models.tables.sealing import CheckpointRow, LeafRow

TABLES = (
    UnitRow,
    PersonRow,
    PersonRoleRow,
    CaseRow,
    TaskRow,
    ConsultationRow,
    AdviceCommentRow,
    OpinionRow,
    OpinionItemRow,
    DeliberationRow,
    IssuanceRow,
    FilingRow,
    DocumentRow,
    ClauseRow,
    FindingRow,
    LetterRow,
    SeriesRow,
    ArrivalRow,
    EventRow,
    LegRow,
    ReminderRow,
    ClockEventRow,
    BreachRow,
    FrozenRulesRow,
    CalendarYearRow,
    WallClockRow,
    NoticeRow,
    NoticeDeliveryRow,
    MembershipRow,
    AbsenceRow,
    FormDraftRow,
    MaterialCheckRow,
    ClassificationRow,
    OpinionPointRow,
    OverrideRow,
    WatermarkRow,
    NumberRow,
    FilingMessageRow,
    ContinuationRow,
    RelationRow,
    CatalogueRow,
    CatalogueLineRow,
    CleanupRow,
    CleanupItemRow,
    ReceivedFilingRow,
    ReceivedMessageRow,
    LeafRow,
    CheckpointRow,
    AccountRow,
    SessionRow,
    SignInLinkRow,
    SignInFailureRow,
    SecurityLineRow,
    LogTextRow,
)
