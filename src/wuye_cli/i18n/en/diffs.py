"""English words of the views of a comparison."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "title": "Changes of the standards",
    "level.breaking": "breaking",
    "level.review": "review",
    "level.notice": "notice",
    "level.info": "info",
    "level.wording": "wording",
    "colon": ": ",
    "rule.place": "place",
    "rule.before": "before",
    "rule.after": "after",
    "rule.hidden": "hidden unless --all",
    "joint": ", ",
    "ends": "; ",
    "nothing": "no change",
    "nothing.open": "no change that is not accepted",
    "none": "(none)",
    "end.worktree": "work tree",
    "end.index": "staged",
    "hidden": "{count} more of order, format or version only (--all shows them)",
    "accepted.count": "{count} accepted",
    "accepted.line": "accepted {code} {place}: {reason} ({by}, until {until})",
    "accepted.written": "Accepted {fingerprint} (commit {commit})",
    "unreadable": "cannot read {path} ({reason})",
    "unreadable.side": (
        "cannot compare {path}: the {side} side is unreadable ({reason}, see wuye rule {reason})"
    ),
    "side.old": "old",
    "side.new": "new",
    "side.accept": "accept file",
    "stale.expired": (
        "Q041 the acceptance of {fingerprint} is over (until {until}) and does not count"
    ),
    "stale.no_reason": "Q041 the acceptance of {fingerprint} has no reason and does not count",
    "stale.unmatched": (
        "Q041 the acceptance of {fingerprint} meets no change here and may be dropped"
    ),
    "walk.summary": "{commits} commits gone over, {stages} changed the standards:",
    "walk.ends": "The two ends compared:",
    "walk.total": "In all:",
    "walk.merge": "[merge] ",
    "walk.episodes": "Sandwiches: worse for a while and put right again, {count}",
    "episode.partly": " (not put back wholly)",
    "episode.opened": "relaxed  {commit} {at} {author} <{mail}>: {subject}",
    "episode.closed": "restored {commit} {at} {author} <{mail}>: {subject}",
    "episode.lasted": "lasted {time}; {received} tickets received and {closed} closed meanwhile",
    "episode.backwards": (
        "the commits' dates run backwards by {time}; {received} tickets received and {closed}"
        " closed meanwhile"
    ),
    "episode.received": "received: {ids}",
    "episode.ended": "closed: {ids}",
    "more": " and {count} more",
    "sandwich": (
        "{old} → {meanwhile} → {new} (for {time}; {received} received, {closed} closed meanwhile)"
    ),
    "effect.worst": "worst {old} → {new}",
    "effect.p95": "p95 {old} → {new}",
    "effect.median": "median {old} → {new}",
    "effect.when": "calls {begin}–{end}: {time}",
    "effect.longest": "at worst {time}",
    "day.mon": "Mon",
    "day.tue": "Tue",
    "day.wed": "Wed",
    "day.thu": "Thu",
    "day.fri": "Fri",
    "day.sat": "Sat",
    "day.sun": "Sun",
    "hint": (
        "{count} breaking changes, and the status is still 0; to fail in CI add --fail-on breaking"
    ),
    "driver.wrote": "Set in this clone: {key} = {value}",
    "driver.attributes": (
        "Committed .gitattributes: changes of .yaml below standards are shown by wuye"
    ),
    "driver.there": "The lines of .gitattributes are there already",
    "driver.each": (
        "git diff now shows changes; with git show and git log -p add --ext-diff. Run this"
        " once in each clone."
    ),
    "driver.unmerged": "{path}: not merged yet",
    "driver.raw": "The difference of the texts:",
    "mark.old": "old",
    "mark.new": "new",
    "head.change": "Change",
    "head.place": "Place",
    "head.code": "Code",
    "head.level": "Level",
    "head.where": "File",
    "head.count": "Count",
    "head.who": "Commit",
    "left": "{count} more are not listed here; wuye diff shows all.",
    "page.hidden": "order, format, version: {count}",
    "page.accepted": "accepted",
    "axis.customer": "residents",
    "axis.staff": "staff",
    "axis.worse": "worse",
    "axis.better": "better",
    "axis.harder": "harder",
    "axis.easier": "easier",
    "axis.same": "same",
    "axis.unknown": "unknown",
}
