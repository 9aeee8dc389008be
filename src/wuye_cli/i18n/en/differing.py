"""English sentences about a comparison that could not be made."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "unknown_state": (
        "{revision} is neither a revision nor a standard[[; did you mean {like}?]] (to see"
        " them: git log --oneline, git tag)"
    ),
    "ambiguous_revision": "{revision} is both a tag and a branch; write it out: {choices}",
    "no_common_history": "{revision} and {other} share no history; use two dots: A..B",
    "shallow_clone": (
        "This clone lacks part of the history (it is shallow)[[ and cannot see {revision}]]; first"
        " run: {command}"
    ),
    "walk_needs_range": "--walk takes two commits, such as wuye diff --walk HEAD~10..HEAD",
    "staged_takes_one": "--staged compares with one revision, such as wuye diff --staged HEAD",
    "third_revision": "{revision} is a third revision; two are compared at a time",
    "at_alone": "--at is given once or twice, without revisions, --staged or --walk",
    "bad_at": "Cannot read the time {value}; write a date, such as --at 2026-03-01",
    "nothing_in_force": "No standard was in force on {date}",
    "two_meanings": "{names}: revisions and paths alike; write the paths as ./NAME",
    "not_alike": "{names}: one is a folder and one a file; they cannot be compared",
    "no_such_place": "No such file or folder, or no plain file: {path}",
    "two_places": "Outside a store: name two folders or two files, such as wuye diff old/ new/",
    "no_standards_there": "There are no standards (standards/ or .yaml files) in {path}",
    "unmerged": "{path} is not merged yet; finish the merge first",
    "unknown_code": (
        "There is no rule or change {value}[[; did you mean {like}?]] (all of them: {command})"
    ),
    "no_such_change": (
        "This comparison has no change[[ {value}]]; for fingerprints see wuye diff -o json"
    ),
    "ambiguous_fingerprint": "{value} is more than one: {choices}",
    "accept_needs_reason": "Say why it is right: --reason",
    "accept_needs_until": "Say until which day: --until 2026-12-31",
    "accept_is_over": "{until} is over; give a day to come: --until",
    "driver_words": "--driver is for git to call; to set it up: wuye diff --install-driver",
    "textconv_words": "--textconv takes one file",
    "one_thing": "{options} do not go together",
}
