"""English sentences of the opinion box."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "box.opened": "{id}  {at}  opened by {keyholder}, witness {witness}, slips: {count}[[, blank or illegible: {blank}]]",
    "box.ask": "slip {number} of {count}: ",
    "box.none": "no opening is on record yet. Open the box: wuye box KEYHOLDER WITNESS COUNT",
    "box.anonymous": "anonymous: nobody to follow up, so the answer is posted: wuye ticket answer {id} --way notice --words TEXT",
    "box.slip_refused": "slip {number} was not taken, so nothing was saved: {why}",
    "box.head.id": "opening",
    "box.head.at": "at",
    "box.head.keyholder": "opened by",
    "box.head.witness": "witness",
    "box.head.count": "slips",
    "box.head.made": "tickets",
    "box.head.blank": "blank",
    "box.head.ticket": "ticket",
    "box.head.where": "home/place",
    "box.head.title": "matter",
    "box.head.status": "status",
    "box_alone": "the one who opens the box is the witness too ({person}); nothing was noted. Two people open it: wuye box KEYHOLDER WITNESS COUNT",
    "box_nobody": "the one who opens the box or the witness is missing; nothing was noted. Type: wuye box KEYHOLDER WITNESS COUNT",
    "box_count": "{count} slips were said, so there should be {wanted_lines} lines, but there are {got_lines}; nothing was noted. Count again; for blank or illegible ones: --blank COUNT",
    "box_anonymous_number": "this slip says 'anonymous' and holds a phone or identity number. To leave the number take out the word, else take out the number",
    "box_no_file": "file {path} cannot be read[[ ({reason})]]; nothing was noted. Check the path: wuye box --help",
    "unknown_box": "there is no such opening: {value}. All of them: wuye box list",
    "ambiguous_box": "'{value}' fits more than one opening: {candidates}. Type the whole id: wuye box show ID",
}
