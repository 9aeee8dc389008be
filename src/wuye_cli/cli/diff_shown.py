"""What `wuye diff` shows: the changes, and with `--impact` what they do to past tickets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.cli.exits import complain
from wuye_cli.cli.output import emit
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.render.diffs import markdown, page, report, text
from wuye_cli.render.machine import to_json_lines
from wuye_cli.render.reports.formats import FORMATS, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.cli.impact_options import Wish
    from wuye_cli.cli.impact_shown import ShownImpact
    from wuye_cli.cli.output import Screen, Wanted
    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.diff_sides import Pair


def impact_of(desk: Desk | None, compared: Compared, pair: Pair, wish: Wish) -> ShownImpact | None:
    """Judge past tickets by the two states; None, said on stderr, if one cannot be read for it.

    Raises:
        CallError: `impact_needs_store`, `impact_needs_whole`, or what a word of the wish means.
    """
    from wuye_cli.cli.impact_shown import judge, read_wish  # noqa: PLC0415 - few ask for it
    from wuye_cli.services.texts_named import text_of_snapshot  # noqa: PLC0415 - as above

    if desk is None:
        raise CallError("impact_needs_store")
    if "file" in {pair.old.kind, pair.new.kind}:
        raise CallError("impact_needs_whole")
    ready = read_wish(desk, wish)
    try:
        old, new = (
            text_of_snapshot(end.name, shot)
            for end, shot in zip((pair.old, pair.new), pair.shots, strict=True)
        )
        return judge(desk, old, new, ready, compared.changes)
    except UncheckableError as error:
        complain(error.code, **error.facts)
        return None


class ShownDiff(NamedTuple):
    """What is shown: the changes, and what they do to past tickets if that was asked for."""

    compared: Compared
    judged: Judged
    zone: Any
    fail_on: str
    impact: ShownImpact | None

    def emit(self, wanted: Wanted, *, stat: bool) -> None:
        """Show it in every form asked for."""
        sheet = report.sheet(self.compared, self.judged, self.fail_on)
        more: dict[str, Callable[[], str | bytes]] = {
            name: partial(written, name, sheet) for name in FORMATS if name != "csv"
        }
        more["jsonl"] = lambda: to_json_lines(report.entries(self.judged))
        more["markdown"] = self.markdown
        more["html"] = self.html
        impact = self.impact.value() if self.impact is not None else None
        emit(
            report.as_mapping(self.compared, self.judged, impact),
            text=lambda screen: self.text(screen, stat=stat),
            table=lambda: (report.COLUMNS, report.rows(self.judged)),
            wanted=wanted,
            more=more,
        )

    def text(self, screen: Screen, *, stat: bool) -> str:
        """Return it as text."""
        if stat:
            drawn = text.stat(self.judged)
        else:
            drawn = text.text(
                self.compared, self.judged, zone=self.zone, columns=screen.columns,
                colour=screen.colour,
            )  # fmt: skip
        return drawn if self.impact is None else f"{drawn.rstrip()}\n\n{self.impact.text()}\n"

    def markdown(self) -> str:
        """Return it for a comment on a merge request, cut to what one takes."""
        after = f"\n{self.impact.markdown()}" if self.impact is not None else ""
        longest = markdown.LONGEST - len(after)
        drawn = markdown.markdown(self.compared, self.judged, zone=self.zone, longest=longest)
        return drawn + after

    def html(self) -> str:
        """Return it as one page."""
        after = self.impact.html() if self.impact is not None else ()
        return page.page(self.compared, self.judged, zone=self.zone, after=after)
