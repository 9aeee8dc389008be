"""English sentences of what desks that met say differently, and of joining a store."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "conflict.renamed": "{typed} is the number from before a merge; it is {id} now",
    "conflict.none": "No conflicts of merges are left",
    "conflict.head": "Where the two sides of a merge differed, {count}:",
    "conflict.next": "One of them: wuye conflicts show ID; to settle it: wuye conflicts settle ID --keep (or --take 1, --take 2)",
    "conflict.field": "{where}, {key}: {one} by {one_by}, {other} by {other_by}; now {kept}",
    "conflict.fact": "{where}, {key}: {one} by {one_by}, {other} by {other_by}; stays {kept} until it is settled",
    "conflict.step": "{where}: the step {step} of {by} ({at}) was overtaken by the other side, the ticket is {status}; the event is kept",
    "conflict.file": "{where}: changed on both sides, one cannot be made of the two; that of {kept_by} stands",
    "conflict.comments": "{where}: comments on both sides in one place, some were not kept",
    "conflict.number": "{where}: two tickets had the number {was}, this one is {kept} now; the old tail still works",
    "conflict.gone": "(nothing)",
    "conflict.nobody": "one side",
    "conflict.settled": "Settled: {id}[[, now {kept}]]",
    "conflict.was_settled": "(settled)",
    "conflict.told": "{count} conflicts of merges to look at: wuye conflicts",
    "conflict.told_more": "{count} more: wuye conflicts",
    "conflict.mark": "Conflict {id}: ",
    "conflict.merge": "Merge {commit} by {by}, {at}",
    "conflict.base": "Before both: {value}",
    "conflict.side": "{number}. {by}: {value}",
    "conflict.kept": "Now: {value}",
    "unknown_conflict": "No conflict has the id {id}. See: wuye conflicts --all",
    "conflict_settled": "{id} is settled already",
    "conflict_not_taken": "{id} cannot be taken from one side: {key} of {path}. Change it by a command of wuye (or by hand and wuye commit), then: wuye conflicts settle {id} --keep",
    "conflict_choice": "Say how: --keep (as it is now), or --take 1 or --take 2. First see: wuye conflicts show {id}",
    "sync.renumbered": "Two tickets had the number {was}: one of them is {now} now, both are kept",
    "sync.losses": "Where the two sides differed a rule decided, {count} in all; nothing is lost:",
    "join.done": "Joined: {root}, desk {desk} (claimed at {remote})",
    "join.found": "{tickets} tickets, {open} open",
    "join.people": "Residents' data: {people}",
    "join.no_people": "Without residents' data: nobody has a name here. To have them: wuye join with --people ADDRESS",
    "join.next": "Next: cd {root}; meet the others by wuye sync",
    "join_running": "Another wuye join is writing {path}; wait until that ends",
    "bad_address": "No usable address: {url}. Give a git address or a folder, such as ssh://server/estate.git",
    "not_a_store": "No store (wuye.yaml) at {url}. Check the address; a new one is made by wuye init",
    "bad_desk_code": "A desk code is one to three capital letters, not {code}",
    "desk_taken": "The desk code {code} is taken. Give another, or none and wuye takes a free one",
    "join_unreachable": "{remote} cannot be reached[[ ({reason})]]; nothing was left here. See to the address and the line, then wuye join again",
    "std.merge.number": "{path}: two tickets have one number, and git can keep one alone. Give this merge up by git merge --abort, then wuye sync keeps both",
    "std.merge.decided": "{path}: the sides differed, a rule decided, nothing is lost. After the merge see: wuye conflicts",
}
