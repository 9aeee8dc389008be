"""Who judges: a row for each family of rules, made anew for each run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.rules.approving import Approving
from wuye_cli.auditing.rules.contents import ContentsJudge
from wuye_cli.auditing.rules.dates import Dates
from wuye_cli.auditing.rules.entry_times import EntryTimes
from wuye_cli.auditing.rules.headers import Headers
from wuye_cli.auditing.rules.hiding import HidingJudge
from wuye_cli.auditing.rules.lending import Lending
from wuye_cli.auditing.rules.merges import MergesJudge
from wuye_cli.auditing.rules.numbers import Numbers
from wuye_cli.auditing.rules.past_days import PastDays
from wuye_cli.auditing.rules.records import Records
from wuye_cli.auditing.rules.roles import Roles
from wuye_cli.auditing.rules.sandwiches import SandwichJudge
from wuye_cli.auditing.rules.secrets import SecretsJudge
from wuye_cli.auditing.rules.steps import Steps
from wuye_cli.services.auditing.bending import Bending
from wuye_cli.services.auditing.checkpointing import Against, of_history
from wuye_cli.services.auditing.looking import looked
from wuye_cli.services.auditing.remerging import Remerging
from wuye_cli.services.auditing.signing import signatures
from wuye_cli.store.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.auditing.judge import Judge
    from wuye_cli.checking.finding import Finding


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of the audit goes by, for those who judge.

    Attributes:
        ground: The repository.
        now: Epoch seconds.
        until: The commit that is judged.
        since: The commit before the first one that is walked, or nothing.
        known: Ids of the tickets that were there before the walk.
        full: Everything is read anew, objects that no commit brought included.
        believes: What an earlier run kept in this clone is believed.
        against: Code or file of a checkpoint that the history must have, or nothing.
    """

    ground: Ground
    now: int
    until: str
    since: str = ""
    known: tuple[str, ...] = ()
    full: bool = False
    believes: bool = True
    against: str = ""


JUDGES: dict[str, Callable[[Circumstances], Judge]] = {
    "records": lambda _: Records(),
    "headers": lambda _: Headers(),
    "dates": lambda run: Dates(run.now),
    "entry_times": lambda run: EntryTimes(run.now),
    "steps": lambda _: Steps(),
    "past_days": lambda _: PastDays(),
    "roles": lambda _: Roles(),
    "lending": lambda _: Lending(),
    "approving": lambda _: Approving(),
    "numbers": lambda run: Numbers(run.known),
    "signatures": lambda run: signatures(run.ground, run.until, believes=run.believes),
    "contents": lambda _: ContentsJudge(),
    "hiding": lambda _: HidingJudge(),
    "merges": lambda run: MergesJudge(Remerging(run.ground)),
    "sandwiches": lambda run: SandwichJudge(Bending(run.ground)),
    "secrets": lambda _: SecretsJudge(),
    "checkpoints": lambda run: of_history(run.ground, run.until, run.now),
    "against": lambda run: Against(run.ground, run.until, run.against),
}
"""Who is shown every commit; by the name under which his memory is kept."""

LOOKS: tuple[Callable[[Circumstances], Iterable[Finding]], ...] = (
    lambda run: looked(run.ground, full=run.full),
)
"""What looks at the clone itself, and not at its commits: settings, attributes, refs."""
