"""Tables of units, persons and roles, of who belonged where when, and of absences."""

from sqlmodel import Field, Index, SQLModel

from models.tables.log import row_number


class UnitRow(SQLModel, table=True):
    __tablename__ = "units"

    code: str = Field(primary_key=True)
    name: str = Field(unique=True)
    kind: str  # models.person.UnitKind


class PersonRow(SQLModel, table=True):
    __tablename__ = "persons"

    code: str = Field(primary_key=True)
    name: str
    unit: str = Field(foreign_key="units.code")
    active: bool = True
    mail: str | None = None  # where notices go


class PersonRoleRow(SQLModel, table=True):
    __tablename__ = "person_roles"

    person: str = Field(primary_key=True, foreign_key="persons.code")
    role: str = Field(primary_key=True)  # models.person.Role


class MembershipRow(SQLModel, table=True):
    """The columns of models.person.Membership. `persons.unit` is the present one."""

    __tablename__ = "memberships"

    person: str = Field(primary_key=True, foreign_key="persons.code")
    unit: str = Field(primary_key=True, foreign_key="units.code")
    since: str = Field(primary_key=True)
    until: str | None = None


class AbsenceRow(SQLModel, table=True):
    """Days of Asia/Shanghai, both included, on which somebody else does a person's tasks."""

    __tablename__ = "absences"
    __table_args__ = (Index("absences_by_stand_in", "stand_in", "last_day"),)

    id: int | None = Field(default=None, sa_column=row_number())
    person: str = Field(foreign_key="persons.code")
    stand_in: str = Field(foreign_key="persons.code")
    first_day: str
    last_day: str
    entered_by: str
    entered_at: str
    cancelled_at: str | None = None


class FormDraftRow(SQLModel, table=True):
    """A form that a person has begun to fill in. Nobody else sees it, and it is no step."""

    __tablename__ = "form_drafts"

    person: str = Field(primary_key=True, foreign_key="persons.code")
    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    move: str = Field(primary_key=True)
    form: str  # JSON
    saved_at: str
