"""Tables of units, persons and roles."""

from sqlmodel import Field, SQLModel


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
