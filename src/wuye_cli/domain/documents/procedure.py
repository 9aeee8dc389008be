"""A procedure: an ordered checklist with what proves each step."""

from __future__ import annotations

from wuye_cli.domain.documents.about import About
from wuye_cli.domain.documents.clause import Picture
from wuye_cli.domain.tickets.flow import Tick
from wuye_cli.domain.timekeeping.limit import Limit


class ProcedureStep(Tick, frozen=True, kw_only=True):
    """One step; what the work slip needs of it is its `Tick`.

    Attributes:
        text: How it is done.
        limit: How long it may take.
    """

    text: str = ""
    text_en: str = ""
    limit: Limit | None = None
    picture: Picture | None = None
    basis: str = ""
    formerly: tuple[str, ...] = ()

    @property
    def tick(self) -> Tick:
        """What is printed on the slip and ticked."""
        return Tick(**{name: getattr(self, name) for name in Tick.__struct_fields__})


class Procedure(About, frozen=True, kw_only=True):
    """One file of `standards/procedures/`; the order of the steps is that of the work."""

    roles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    tools_en: tuple[str, ...] = ()
    steps: tuple[ProcedureStep, ...] = ()

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The checklist as a flow knows it."""
        return tuple(step.tick for step in self.steps)
