"""English sentences for bad calls and for a store that cannot be read or written."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # the store
    "no_store": "there is no wuye store here[[: {path}]]. Go to its directory or name it with -C DIR; to make one: wuye init DIR",
    "store_exists": "{path} is a store already; nothing was changed. To look at it: wuye status",
    "lock_timeout": "another wuye is writing; gave up after {seconds} s and saved nothing. Try again; if it stays so: wuye doctor",
    "disk_full": "the disk is full, nothing was saved[[: {path}]]. Free some space and try again; saved records are unharmed",
    "read_only": "no permission to write, nothing was saved[[: {path}]]. Check the permissions of the directory; reading still works",
    "io_error": "reading or writing failed[[: {path}]][[ ({reason})]]. Check the disk, then run: wuye doctor",
    "output_failed": "the result was not written in full[[: {path}]][[ ({reason})]]. To see what was saved: wuye status",
    "git_missing": "git was not found, and the store needs it. Install git, then run: wuye doctor",
    "git_failed": "git did not finish this step[[: {reason}]]. Run: wuye doctor",
    "damaged": "the store is damaged[[: {path}]][[ ({reason})]]. Run: wuye doctor",
    "unsafe_path": "refused an unsafe path: {path}. A store holds plain files only, no links and nothing outside it",
    "hand_edit": "{path} has been edited by hand and not committed; stopped so as not to overwrite it. Look: wuye status; then adopt it: wuye commit",
    "moved": "{path} was changed by somebody else after it was read; nothing was saved. Run the command again",
    "newer_schema": "{path} has format {schema}, newer than this wuye; it can be read but not changed. Upgrade wuye",
    "not_readable": "cannot read {path}[[ line {line}]][[: {reason}]]. Mend it, then run: wuye check[[ {path}]]",
    "merge_in_progress": "a merge of the store is not finished. Resolve it first: wuye status",
    # who
    "no_identity": 'it is not known who you are; nothing was saved. Set: git config user.name NAME and git config user.email MAIL, or WUYE_ACTOR="NAME <MAIL>"',
    "bad_identity": 'the identity is not well formed[[: {value}]]. Write it as: WUYE_ACTOR="NAME <MAIL>"',
    # not found
    "unknown_ticket": "there is no ticket {id}. [[Did you mean {suggestions}? ]]To look for it: wuye ticket list --all",
    "ambiguous_tail": "“{tail}” fits more than one ticket: {candidates}. Write more of it: wuye ticket show ID",
    "unknown_tier": "there is no tier “{value}”. [[Did you mean {suggestions}? ]]All of them: wuye tier list",
    "unknown_category": "there is no category “{value}”. [[Did you mean {suggestions}? ]]All of them: wuye category list",
    "unknown_calendar": "there is no calendar “{value}”. [[Did you mean {suggestions}? ]]All of them: wuye calendar list",
    "unknown_flow": "there is no flow “{value}”. [[Did you mean {suggestions}? ]]All of them: wuye flow list",
    "unknown_person": "there is no person “{value}”. [[Did you mean {suggestions}? ]]Check the name, staff id or mail and try again",
    "unknown_kind": "there is no ticket kind “{value}”. [[Did you mean {suggestions}? ]]Kinds: wuye ticket new --help",
    "unknown_channel": "there is no channel “{value}”. [[Did you mean {suggestions}? ]]Channels: wuye ticket new --help",
    "unknown_reason": "there is no reason “{value}”. [[Did you mean {suggestions}? ]]Pause reasons: wuye tier show",
    "unknown_clock": "there is no clock “{value}”. [[Did you mean {suggestions}? ]]Clocks: wuye tier list",
    "unknown_unit": "there is no unit “{value}”. [[Did you mean {suggestions}? ]]Write building-entrance-room, such as 3-1-0502",
    "unknown_event": "{id} has no event “{value}”. [[Did you mean {suggestions}? ]]See what happened: wuye ticket show {id}",
    "unknown_rule": "there is no rule “{value}”. [[Did you mean {suggestions}?]]",
    "unknown_revision": "there is no revision “{value}”. Write a commit id, a tag or a branch",
    "unknown_case": "there is no case “{value}”. [[Did you mean {suggestions}? ]]To run all: wuye case run",
    # words typed
    "bad_time": "cannot read the time “{text}”. Write for example 09:31, 昨晚2340, 周四14:30 or 2026-11-21T09:31",
    "future_time": "“{text}” lies in the future; what has happened cannot be noted there. wuye status shows the time now",
    "bad_duration": "cannot read the duration “{text}”. Write 30m (minutes), 4h (hours), 3wd (working days) or 10d (natural days)",
    "bad_option": "option {option} cannot be used like this[[: {reason}]]. Usage: {command} --help",
    "bad_value": "“{value}” does not do as {field}[[: {reason}]]. Mend it and try again",
    "bad_settings": "the settings are wrong[[: {path}]][[ ({reason})]]. Mend them, then run: wuye check",
    "bad_sql": "this query cannot be run[[: {reason}]]. Queries only, no changes; the tables: wuye sql --tables",
    "not_a_terminal": "this step needs an answer, and the input is no terminal. Give it as an option[[: {option}]]; see {command} --help",
    "unknown_command": "there is no command “{name}”. [[Did you mean {suggestions}? ]]All commands: {command} --help",
    "missing_command": "a subcommand is missing. They are listed by: {command} --help",
    "no_such_option": "there is no option {option}. [[Did you mean {suggestions}? ]]Usage: {command} --help",
    "missing_parameter": "{parameter} is missing. Usage: {command} --help",
    "bad_parameter": "the value of {parameter} is wrong[[: {reason}]]. Usage: {command} --help",
    "bad_call": "the command is not well formed[[: {reason}]]. Usage: {command} --help",
    "unknown_format": "there is no output format “{value}”. Known: {known}. Example: -o json=result.json",
    "one_format": "--json and --csv exclude each other; for both: -o json=a.json -o csv=b.csv",
    "unknown_shell": "there is no completion for “{value}”. Known: {known}. Example: wuye completion bash",
    "aborted": "cancelled, nothing was saved",
    "interrupted": "interrupted",
    "bug": "wuye failed inside ({error}); this is a bug of ours. Saved records are unharmed: wuye status",
    "bug_hint": "for the details set WUYE_DEBUG=1, run it again and hand the output to the maintainers",
}
