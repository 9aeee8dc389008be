"""English words of checkpoints: made, shown, witnessed."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "checkpoint_one_of": "only one of --show, --list and --take at a time",
    "no_checkpoints": "there is no checkpoint yet. Make one: wuye audit checkpoint",
    "unknown_checkpoint": "there is no such checkpoint: {value}. Those there are: wuye audit checkpoint --list",
    "ambiguous_checkpoint": "“{value}” fits more than one checkpoint. Give the whole code: wuye audit checkpoint --list",
    "bad_code": "“{value}” is neither the code of a checkpoint nor a file: a code looks like CP 20417 7QF4-M2KD-9XTA, and its last two characters check the rest, so it may be misheard. Those there are: wuye audit checkpoint --list",
    "no_checkpoint_file": "{path} cannot be read. A checkpoint's file comes from wuye audit checkpoint --export FILE",
    "not_a_checkpoint": "{path} is no whole checkpoint and was not used. Ask for another copy: wuye audit checkpoint --export FILE",
    "cosigned_already": "{path} has a signature of this key already; nothing was signed",
    "not_after": "this checkpoint does not continue checkpoint {number}, so it was not signed[[: {tickets} are missing]]. Ask why, then hold the old file against the store: wuye audit verify --against FILE",
    "bad_cosignature": "the signature of “{name}” in {path} is false; nothing was taken in. Ask them for another copy",
    "checkpoint.new": "checkpoint {label}",
    "checkpoint.same": "nothing was committed since. Checkpoint {label}",
    "checkpoint.facts": "  {at}, {tickets} ticket{tickets+s}, commit {commit}",
    "checkpoint.signed": "  signed: {names}",
    "checkpoint.unsigned": "  not signed (to sign: wuye key new)",
    "checkpoint.tell": 'Put this line into the monthly report, on the notice board, into the group chat: anybody can hold it against the records later: wuye audit verify --against "{label}"',
    "checkpoint.exported": "exported to {path}",
    "checkpoint.taken": "took in the signatures. Checkpoint {label}",
    "checkpoint.nothing_new": "no new signature. Checkpoint {label}",
    "checkpoint.cosigned": "signed {path}: checkpoint {label}. Send the file back; there they run: wuye audit checkpoint --take {path+q}",
    "checkpoint.count": "{count} in all",
    "checkpoint.code": "checkpoint",
    "checkpoint.at": "time",
    "checkpoint.tickets": "tickets",
    "checkpoint.names": "signed",
}
