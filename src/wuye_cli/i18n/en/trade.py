"""English sentences for steps that a rule of the trade refuses."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "E_EVENT_ORDER": "{event} ({at}) cannot come before {after}[[ ({after_at})]]. Check the time and give the real one with --at",
    "E_STEP_PASSED": "{before} ({before_at}) is on record already, so {event} ({at}) comes too late: it goes before it. If it did happen first, give the time with --at; to change who does it: wuye transfer",
    "E_RESTED_ON": "it cannot be undone: {before} ({before_at}) would lie before {event} ({at}). Undo {before} first",
    "E_STEPS_OPEN": "{event} is not possible yet; still open: {missing}. Note these steps first; [[what happened: wuye ticket show {id}]]",
    "E_ILLEGAL_STEP": "the ticket is “{status}”, so {event} is not possible. [[Possible now: {allowed}]]",
    "E_CLOSED": "ticket {id} is “{status}” already, nothing can be added. To go on: wuye ticket reopen {id}",
    "E_PAUSE_BEFORE_ACK": "the caller has not been answered yet, so there is no pause. First: wuye ticket ack ID",
    "E_PAUSE_NEEDS_UNTIL": "a pause needs an end. Add: --until TIME",
    "E_PAUSE_TOO_LONG": "reason “{reason}” allows a pause of {longest} at most. Choose an earlier --until",
    "E_PAUSE_NOT_AGREED": "reason “{reason}” stops the clock only when the owner agreed to a date. With that agreement add: --agreed",
    "E_NOT_PAUSED": "ticket {id} is not paused, so there is nothing to resume. See: wuye ticket show {id}",
    "E_REOPEN_WINDOW": "it could be reopened until {until}, which is over. Make a new one: wuye ticket new",
    "E_ACCEPTED_ALREADY": "{person} has accepted this ticket already. To change hands: wuye ticket transfer ID --to NAME",
    "E_SELF_VISIT": "{person} did {steps} of this ticket and cannot follow up the own work. Ask a colleague: wuye visit ID --who NAME",
    "E_NOBODY_TO_VISIT": "{id} is an anonymous slip: there is nobody to follow up. Post the answer (wuye say {id} notice), then verify on the spot: wuye ticket verify {id} --result WHAT",
    "E_NEEDS_APPROVAL": "{event} needs the approval of a supervisor. Let one do it, or name the approver with --approved-by",
    "E_CORRECTION_WINDOW": "the time for corrections is over[[ ({window} after receipt)]]. Use instead: wuye ticket regrade ID",
    "E_CALENDAR_YEAR_MISSING": "calendar {calendar} has no holidays for {year}, so the due is not certain. Add the State Council notice when it is out, then run: wuye calendar check",
    "E_CALENDAR_NEVER_OPEN": "calendar {calendar} has no working time for long, so there is no due. Look at it: wuye calendar show {calendar}",
    "E_MISSING_FIELD": "{event} lacks “{field}”. Add it; the options are in the --help of this command",
    "E_UNDO_NOT_YOURS": "the last step is not yours, so you cannot undo it. Ask its author or the manager; see: wuye ticket show ID",
    "E_UNDO_TOO_LATE": "only your own steps of the last {minutes} minutes can be undone. Ask the manager, or note another step",
    "E_NOTHING_TO_UNDO": "there is no step to undo. What happened: wuye ticket show ID",
    "E_FUTURE": "{event} at {at} lies in the future and cannot be noted. Check --at",
    "E_PAUSE_BACKDATED": "The pause began more than {minutes} minutes ago; it wants evidence (--src) or an approver (--approved-by)",
}
