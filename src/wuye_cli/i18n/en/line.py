"""English sentences of the one-line entries and of the desk's prompt."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "take_is_step": "This is a step of a ticket, not a new matter; nothing was saved. Steps: wuye desk {line}",
    "line_empty": "Nothing was typed; nothing was saved",
    "line_too_long": "This line has {count} characters, too many; nothing was saved. Keep long texts as a file: wuye ticket attach ID FILE",
    "line_which_ticket": "Which ticket does “{word}” belong to? Nothing was saved. Put its tail in front: 17 {line}; open ones: wuye ticket list. If it is a new matter:",
    "line_no_event": "“{word}” behind {tail} is no step; nothing was saved. Steps are to Zhao, arr1005, done1040, told, visit 5; all of them: ?",
    "line_unknown_word": "“{word}” is not understood; nothing was saved. Somebody's own words go into quotes: “{word}”; all steps: ?",
    "line_missing": "“{act}” lacks {slot}; nothing was saved",
    "line_bad_time": "There is no such time as “{rest}” in “{word}”; nothing was saved. Times are 1005, 10:05, yesterday 2340, Thu 9am",
    "line_bad_window": "The window in “{word}” is not understood; nothing was saved. Windows are appt 10-11, appt Fri 14-16, the earlier hour first",
    "line_bad_money": "The sum in “{word}” is not understood; nothing was saved. Sums are price80, paid12.5 wechat",
    "line_bad_phone": "“{word}” looks like a mobile number but has {digits} digits; nothing was saved. It has 11: please compare",
    "line_unit_short": "“{word}” lacks the entrance; nothing was saved. A home is building-entrance-room, such as {building}-1-{room}",
    "line_unclear": "“{word}” is not understood; nothing was saved. A new matter: home or place, then what is wrong, as in 2-1-803 kitchen tap drips; a step: 17 arr1005",
    "line_no_matter": "“{word}” does not say what is wrong; nothing was saved. Add it: 2-1-803 kitchen tap drips",
    "line_twice": "“{act}” stands twice in one line; nothing was saved. Use two lines",
    "line_undo_what": "“{word}” cannot be taken back; nothing was saved. One step: 17 undo visit; the last line: undo",
    "line_which_of": "Several open tickets end in {word}; nothing was saved: {known}",
    "line_ahead": "{word} has not come yet today; nothing was saved. If it was yesterday’s:",
    "line_who_unknown": "“{word}” is not on the staff list; nothing was saved. Listed: {known}. To list: wuye staff add",
    "line_who_several": "“{word}” may be several people; nothing was saved: {known}",
    "line_not_raised": "{id} stands at the highest tier already ({tier}); nothing was saved. To note that they urge: urge",
    "line.none_open": "[[{where} ]]Nothing is open",
    "line.last_contact": "last contact {at}",
    "line.more": "… and {count} more: wuye ticket list",
    "slot.who": "to whom (to Zhao)",
    "slot.person": "who it was",
    "slot.party": "which firm (call lift 0807)",
    "slot.money": "the sum (price80, paid80 wechat)",
    "slot.words": "what was said",
    "slot.rest": "the text",
    "slot.score": "how satisfied (satisfied, fair, bad, or 1 to 5)",
    "slot.side": "who asked for it (owner, company): it decides whose delay it is",
    "slot.window": "the window (Fri 14-16)",
    "slot.until": "until when (Sat)",
    "slot.ref": "the number (slip0421)",
    "slot.tail": "which ticket (its tail)",
    "slot.field": "what to mend (fix unit 2-1-308)",
    "slot.how": "how they consented (signed, wechat, face)",
    "slot.liable": "who is liable (liable, not liable)",
    "slot.fault": "the fault (fault not sent)",
    "slot.remedy": "the remedy (remedy same day)",
    "desk.hello": "{estate}: the desk. One line an entry; ? shows how, q leaves",
    "desk.bye": "Goodbye. All that was entered is saved",
    "desk.prompt": "desk> ",
    "desk.choose": "Which one (press its number; Enter for none): ",
    "desk.go_on": "Enter to go on, or type the next line: ",
    "desk.danger": "⚠ Ask after people's safety first, then call those on duty and the rescue",
    "desk.dropped": "This line was not saved",
    "desk.interrupted": "Interrupted; whether the last line was saved: type the tail, or wuye audit log",
    "desk.coming": "next due {at} {clock} {id} {where} {title}[[ · overdue {overdue}]] · running {total}",
    "desk.nothing_due": "no clock is running[[ · overdue {overdue}]]",
    "desk.fed": "{read} lines: {entered} entered or shown, {failed} not",
    "desk.line": "Line {number}: ",
    "desk_no_file": "Cannot read {path}: {reason}; nothing was saved. The file must be UTF-8 text",
    "desk_not_text": "This line is not UTF-8 text; nothing was saved. Save the file as UTF-8 and try again",
    "desk_line_or_file": "Give a line or -f {file}, not both; nothing was saved",
    "desk.help": """New      home or place, matter, phone      2-1-803 kitchen tap drips 13500005555
         night TIME … | steps done, slip   night last night 2340 3-1-502 burst | to Zhao 2342 arr2352 slip0417
Ticket   tail step step …                  17 to Zhao appt 10-11
         17 arr1005 price80 new tap ok1012 signed done1040 paid80 wechat slip0421
Steps    to pass acc back arr nobody safe call vendor price ok start steps done signed paid told visit
         unreached verify reply answer found recovery warn report outside urge second tier cat
         wait parts resume appt move promise into same note fix reopen cancel decline close
Others   a home or phone (what is open), a tail (one ticket), undo / 17 undo / 17 undo visit, due, new …, q""",
}
