"""The shape of [letters] in a rule set: what a TOML file says goes in, a HouseStyle comes out."""

from pydantic import Field

from models.house_style import Fonts, HouseStyle, LineGrid
from models.letter_wording import Wording
from models.sourced import Shape, Text


class FontsRule(Shape):
    """The fonts of a rule set's [letters.fonts]; an empty name means the usual one."""

    body: str = ""
    kai: str = ""
    heading: str = ""
    title: str = ""
    page_number: str = ""
    latin: str = ""


class LettersRule(Shape):
    """[letters] of a rule set. It is no law, so it needs no source."""

    red_heads: dict[str, Text] = Field(default_factory=dict)  # by the sender's name
    grid: LineGrid = LineGrid.LINES
    fonts: FontsRule = FontsRule()
    wording: dict[Wording, Text] = Field(default_factory=dict)
    copies_to: tuple[Text, ...] = ()
    printed_by: str = ""

    @property
    def style(self) -> HouseStyle:
        """The same as letters take it."""
        named = {name: font for name, font in self.fonts if font}
        return HouseStyle(
            red_heads=tuple(sorted(self.red_heads.items())),
            fonts=Fonts(**named),
            grid=self.grid,
            wording=tuple(sorted((str(one), text) for one, text in self.wording.items())),
            copies_to=self.copies_to,
            printed_by=self.printed_by,
        )

    def told(self) -> dict[str, str]:
        """Return what is set and not as everywhere, by its key: "letters.fonts.body"."""
        found: dict[str, str] = {}
        for name, value in self.model_dump(mode="json", exclude_defaults=True).items():
            if isinstance(value, dict):
                found |= {f"letters.{name}.{key}": str(one) for key, one in value.items()}
            else:
                found[f"letters.{name}"] = "、".join(value) if isinstance(value, list) else value
        return found
