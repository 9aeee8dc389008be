"""English words for every kind of change: its name, what it is, why it matters."""

from __future__ import annotations

_KINDS: dict[str, tuple[str, str, str]] = {
    "D101": (
        "tier removed",
        "A tier is gone, and with it the limits of its categories.",
        "Residents lose a promise; see which categories pointed to it.",
    ),
    "D102": (
        "tier added",
        "There is one more tier.",
        "Somebody must be there to keep it.",
    ),
    "D103": (
        "tier renamed",
        "A tier has another id and the same duties.",
        "Older tickets bear the old id.",
    ),
    "D104": (
        "renamed",
        "An entry has another id and the same content, or says `formerly`.",
        "What refers to it must follow.",
    ),
    "D105": (
        "rename suspected",
        "One that went and one that came are much alike.",
        "Alike is not the same; write `formerly` if it is a rename.",
    ),
    "D111": (
        "limit relaxed",
        "The same clock has longer to run.",
        "Residents wait longer.",
    ),
    "D112": (
        "limit tightened",
        "The same clock has less time.",
        "See whether staff and past figures allow it.",
    ),
    "D113": (
        "limit removed",
        "There was a limit; now there is none, or it is to be agreed.",
        "A promise without a figure cannot be checked.",
    ),
    "D114": (
        "limit added",
        "There was no limit; now there is one.",
        "From now on it is timed and judged.",
    ),
    "D115": (
        "same figure, other words",
        "60m written as 1h: the same length.",
        "It touches nobody.",
    ),
    "D116": (
        "clock changed",
        "Another calendar or unit counts, and it comes out slower or undecided.",
        "Four hours and four working hours are far apart.",
    ),
    "D117": (
        "start event changed",
        "The clock starts at another event.",
        "Started later, the same figure is weaker.",
    ),
    "D118": (
        "stop event changed",
        "Another event may stop the clock, or an automatic message counts.",
        "Stopped earlier, it counts as kept before the work is done.",
    ),
    "D119": (
        "pause reason added",
        "There is one more reason to pause, or it stops more clocks.",
        "Residents go on waiting while it stands.",
    ),
    "D120": (
        "pause reason removed",
        "A reason to pause is gone, or it stops fewer clocks.",
        "What could stand still must now be done in time.",
    ),
    "D121": (
        "category added",
        "There is one more category.",
        "See which tier it has.",
    ),
    "D122": (
        "category removed",
        "A category is gone; its requests fall to the default tier.",
        "The default tier is often slower.",
    ),
    "D123": (
        "category retiered down",
        "A category, or some cases of it, has a less urgent tier.",
        "It relaxes all limits at once.",
    ),
    "D124": (
        "category retiered up",
        "A category, or some cases of it, has a more urgent tier.",
        "Somebody must go at night, too.",
    ),
    "D125": (
        "defaults of requests changed",
        "Requests that fit nothing are taken otherwise.",
        "It touches every unclear request.",
    ),
    "D126": (
        "grace or rounding added",
        "There is tolerance, grace or rounding that was not, or more of it.",
        "“Five minutes late is on time” is five minutes more.",
    ),
    "D127": (
        "clock hastened",
        "Another calendar or unit counts, and it comes out faster.",
        "Nights and weekends need staff.",
    ),
    "D128": (
        "start event earlier",
        "The clock now starts at the receipt.",
        "The same figure is tighter.",
    ),
    "D129": (
        "stop event narrowed",
        "Fewer events stop the clock, or automatic messages no longer do.",
        "It counts only when really done.",
    ),
    "D130": (
        "duty handed away",
        "The clock binds somebody else and no longer fails the ticket.",
        "Residents still turn to the desk.",
    ),
    "D131": (
        "duty taken",
        "The clock now binds the desk itself.",
        "A vendor's delay is one's own.",
    ),
    "D132": (
        "pause widened",
        "A pause may be longer, or needs less.",
        "A pause is a longer limit.",
    ),
    "D133": (
        "pause narrowed",
        "A pause may be shorter, or needs more.",
        "Those on site must know.",
    ),
    "D134": (
        "window shortened",
        "Less time to reopen or to complain again.",
        "A little later it counts as new.",
    ),
    "D135": (
        "window lengthened",
        "More time to reopen or to complain again.",
        "Old tickets stay open to return.",
    ),
    "D136": (
        "grace or rounding removed",
        "Tolerance, grace or rounding is gone or less.",
        "What was just on time is late.",
    ),
    "D137": (
        "rule on agreed times changed",
        "Which clocks go by an agreed time has changed.",
        "An agreed time may be earlier or later.",
    ),
    "D138": (
        "kind or rank changed",
        "A kind, layer or rank has changed.",
        "Flows and figures follow it.",
    ),
    "D140": (
        "word dropped",
        "A word is gone by which requests were known.",
        "What is not recognised falls to the default.",
    ),
    "D141": (
        "word added",
        "There is one more word.",
        "More is recognised.",
    ),
    "D142": (
        "danger word dropped",
        "A word of danger is gone, or a harmless saying was added.",
        "A real danger is no longer asked about first.",
    ),
    "D143": (
        "danger word added",
        "There is one more word of danger, or one harmless saying less.",
        "The desk asks once more.",
    ),
    "D144": (
        "category retiered aside",
        "Another tier of equal or unknown rank.",
        "Compare clock by clock.",
    ),
    "D145": (
        "facts required changed",
        "What must be told with a request has changed.",
        "More is a burden, less a gap.",
    ),
    "D201": (
        "calendar shrunk",
        "Some days are no longer served.",
        "Limits in working days grow with it.",
    ),
    "D202": (
        "calendar grown",
        "More days are served.",
        "Shifts must follow.",
    ),
    "D203": (
        "hours shrunk",
        "It opens later or closes earlier.",
        "Limits in open time grow.",
    ),
    "D204": (
        "hours grown",
        "It opens earlier or closes later.",
        "Shifts must follow.",
    ),
    "D205": (
        "holiday added",
        "More days of rest, or fewer make-up days.",
        "Requests of these days wait.",
    ),
    "D206": (
        "holiday removed",
        "Fewer days of rest, or more make-up days.",
        "Somebody must work these days.",
    ),
    "D207": (
        "time zone changed",
        "Days and hours go by another zone.",
        "Days begin and end otherwise.",
    ),
    "D208": (
        "hours moved",
        "Some hours are dropped and others added.",
        "It depends on when one calls.",
    ),
    "D209": (
        "channel closed",
        "A channel has no hours any more.",
        "Residents have one way less.",
    ),
    "D210": (
        "channel opened",
        "A channel has hours now.",
        "Somebody must watch it.",
    ),
    "D211": (
        "effective limit relaxed",
        "The text of the limit stays; the calendar behind it moved, and callers wait longer.",
        "The cheapest way to relax: 3wd stays 3wd while Saturday goes.",
    ),
    "D212": (
        "effective limit tightened",
        "The text of the limit stays; the calendar behind it moved, and callers wait less.",
        "Staff must follow the calendar.",
    ),
    "D213": (
        "year announced",
        "The holidays of one more year are known.",
        "Dues of that year are final.",
    ),
    "D214": (
        "year withdrawn",
        "The holidays of a year are no longer there.",
        "Dues of that year are provisional.",
    ),
    "D301": (
        "commitment dropped",
        "A promise is gone.",
        "Residents have one thing less to go by.",
    ),
    "D302": (
        "commitment added",
        "There is one more promise.",
        "Work and inspection must carry it.",
    ),
    "D303": (
        "wording changed",
        "The words changed; numbers, modals and negations did not.",
        "No machine knows whether the meaning did; look.",
    ),
    "D304": (
        "modal weakened",
        "Must became should, may or in principle.",
        "What is merely tried is never broken.",
    ),
    "D305": (
        "modal strengthened",
        "Should or may became must.",
        "From now on it can be broken.",
    ),
    "D306": (
        "number in text changed",
        "A number in a sentence changed.",
        "Twice made once is a cut, in prose too.",
    ),
    "D307": (
        "negation changed",
        "A not, no or without came or went.",
        "One word turns it round.",
    ),
    "D308": (
        "scope narrowed",
        "Fewer people, categories or cases are covered.",
        "Those left out have no promise.",
    ),
    "D309": (
        "scope widened",
        "More people, categories or cases are covered.",
        "There is more to do.",
    ),
    "D310": (
        "label changed",
        "A name, punctuation or label, which binds nobody.",
        "It only helps reading.",
    ),
    "D311": (
        "checklist step removed",
        "A required step is gone, or no longer required.",
        "One step less is one safeguard less.",
    ),
    "D312": (
        "checklist step added",
        "There is one more required step.",
        "Those on site must know.",
    ),
    "D313": (
        "checklist step reordered",
        "The same steps in another order.",
        "Some orders matter, such as price before work.",
    ),
    "D314": (
        "scope changed",
        "The scope is put otherwise, neither clearly wider nor narrower.",
        "See who is left out.",
    ),
    "D316": (
        "commitment softened",
        "A hard commitment became a flexible one.",
        "From every time to mostly.",
    ),
    "D317": (
        "commitment hardened",
        "A flexible commitment became a hard one.",
        "Once missed it is broken.",
    ),
    "D318": (
        "item removed",
        "An item of work, inspection or prevention is gone.",
        "A promise loses what carries it.",
    ),
    "D319": (
        "item added",
        "There is one more item of work, inspection or prevention.",
        "Those on site must know.",
    ),
    "D321": (
        "price raised",
        "A price is higher.",
        "Residents pay more.",
    ),
    "D322": (
        "price lowered",
        "A price is lower.",
        "Residents pay less.",
    ),
    "D323": (
        "free item charged",
        "What was free is charged.",
        "The rise that residents mind most.",
    ),
    "D324": (
        "charged item freed",
        "What was charged is free.",
        "Residents pay less.",
    ),
    "D325": (
        "price removed",
        "An item has no price any more.",
        "Is it no longer done, or charged at will?",
    ),
    "D326": (
        "price added",
        "There is one more priced item.",
        "What was free before is D323.",
    ),
    "D327": (
        "unit changed",
        "The unit of a price changed.",
        "By the hour instead of the job: nobody knows the sum.",
    ),
    "D328": (
        "prerequisite dropped",
        "A step no longer needs another one first.",
        "That is how work begins without consent.",
    ),
    "D329": (
        "prerequisite added",
        "A step now needs another one first.",
        "Teach the order.",
    ),
    "D330": (
        "step rule changed",
        "What may or may not be done has changed.",
        "See whom it touches.",
    ),
    "D331": (
        "match order changed",
        "The first flow that fits is taken, and their order changed.",
        "A ticket may take another flow.",
    ),
    "D401": (
        "target lowered",
        "A floor, goal or least figure is weaker.",
        "That is how a miss becomes a hit.",
    ),
    "D402": (
        "target raised",
        "A floor, goal or least figure is stronger.",
        "See whether it was ever reached.",
    ),
    "D403": (
        "target removed",
        "A target, its floor or its goal is gone.",
        "What is not measured is not known.",
    ),
    "D404": (
        "metric definition changed",
        "How a figure is counted has changed.",
        "Leave some out of the denominator and the same work looks better.",
    ),
    "D405": (
        "sample or frequency cut",
        "It is done or inspected less often.",
        "Monthly made quarterly finds faults months later.",
    ),
    "D406": (
        "sample or frequency raised",
        "It is done or inspected more often.",
        "Staff must follow.",
    ),
    "D407": (
        "follow-up share cut",
        "The share to be followed up is lower.",
        "Who is not asked does not complain.",
    ),
    "D408": (
        "follow-up share raised",
        "The share to be followed up is higher.",
        "Somebody must call.",
    ),
    "D409": (
        "target added",
        "There is one more target, floor or goal.",
        "It needs data.",
    ),
    "D501": (
        "escalation delayed",
        "Somebody is told later.",
        "The manager hears when it is too late.",
    ),
    "D502": (
        "escalation hastened",
        "Somebody is told earlier.",
        "There will be more notices.",
    ),
    "D503": (
        "escalation level removed",
        "One rung of the ladder is gone.",
        "One fewer hears of it.",
    ),
    "D504": (
        "owner role changed",
        "Another role answers for it.",
        "See that it is handed over.",
    ),
    "D505": (
        "owner vacant",
        "It was said who answers; now it is not.",
        "What nobody owns nobody does.",
    ),
    "D506": (
        "evidence requirement dropped",
        "One piece of evidence or fact is no longer asked for.",
        "Without photo or signature nothing can be shown.",
    ),
    "D507": (
        "self-verification allowed",
        "Whoever did the work may verify it.",
        "Nobody finds fault with oneself.",
    ),
    "D508": (
        "escalation level added",
        "There is one more rung of the ladder.",
        "One more must answer.",
    ),
    "D509": (
        "owner named",
        "It is said who answers for it.",
        "Tell them.",
    ),
    "D510": (
        "evidence requirement added",
        "One more piece of evidence or fact is asked for.",
        "Those on site must know.",
    ),
    "D511": (
        "self-verification forbidden",
        "Whoever did the work may not verify it.",
        "Somebody else is needed.",
    ),
    "D512": (
        "power granted",
        "A role, power or person more.",
        "Who watches the power?",
    ),
    "D513": (
        "power withdrawn",
        "A role, power or person less.",
        "See that somebody still may.",
    ),
    "D514": (
        "approval eased",
        "Fewer approvals, longer self-correction, shorter notice, or no signatures.",
        "Rules are easier to change.",
    ),
    "D515": (
        "approval tightened",
        "More approvals, shorter self-correction, longer notice, or signatures.",
        "A small team may get stuck.",
    ),
    "D601": (
        "effective date moved",
        "It comes into force on another date.",
        "See which tickets go by which version.",
    ),
    "D602": (
        "made retroactive",
        "It reaches back over time that was judged by the old version.",
        "What is past is not judged anew.",
    ),
    "D603": (
        "expiry moved",
        "It expires on another date.",
        "Leave no gap.",
    ),
    "D604": (
        "review date moved",
        "It is reviewed on another date.",
        "Put off often, nobody looks.",
    ),
    "D605": (
        "status changed",
        "Its status changed.",
        "See whether it is in use.",
    ),
    "D606": (
        "approval lost",
        "The content changed; the approval fits no longer.",
        "That version was approved, not this one.",
    ),
    "D607": (
        "version changed",
        "The version number changed.",
        "It changes nothing by itself.",
    ),
    "D701": (
        "reference retargeted",
        "It points to another calendar, flow, target, step or party.",
        "See whether what it now points to is weaker.",
    ),
    "D702": (
        "inherited change",
        "Its own words stay; the limit, target or price that it leans on changed.",
        "The promise is another one; see the change named.",
    ),
    "D703": (
        "basis changed",
        "The basis of a figure changed.",
        "From law to house choice needs a reason.",
    ),
    "D704": (
        "grade changed",
        "The grade or city adopted, or its figures, changed.",
        "Which grade does the contract name?",
    ),
    "D705": (
        "setting changed",
        "A setting changed, or other words of the same effect.",
        "For information.",
    ),
    "D706": (
        "worked case changed",
        "A worked case, which proves the rules, changed.",
        "If no rule changed, ask why.",
    ),
    "D707": (
        "picture changed",
        "A picture was changed, added or removed.",
        "The picture shows the standard; look.",
    ),
    "D801": (
        "standard removed",
        "A whole document is gone.",
        "So is everything in it.",
    ),
    "D802": (
        "standard added",
        "There is one more document.",
        "Read it as new.",
    ),
    "D811": (
        "keeping of personal data changed",
        "What is kept, how long, and what then, changed.",
        "Longer is a risk, shorter leaves disputes without proof; decide.",
    ),
    "D812": (
        "consent waived",
        "Sensitive data no longer need consent.",
        "The law (PIPL art. 29) demands it.",
    ),
    "D813": (
        "consent required",
        "Sensitive data now need consent.",
        "Ask for what is there already.",
    ),
    "D901": (
        "order only",
        "The same in another order that means nothing.",
        "It touches nobody.",
    ),
    "D902": (
        "comments or format only",
        "The bytes changed, no fact did.",
        "It touches nobody.",
    ),
    "D903": (
        "id reused",
        "The same id stands for something else.",
        "Old tickets and approvals would mean the new thing.",
    ),
    "D904": (
        "moved to another file",
        "The same content in another place.",
        "What names the path must follow.",
    ),
    "D999": (
        "unclassified",
        "Something changed that no table knows how to judge.",
        "What is not known is looked at, never passed.",
    ),
}
"""Code to its name in words, what it is, and why it matters."""

MESSAGES: dict[str, str] = {
    **{code: words[0] for code, words in _KINDS.items()},
    **{f"{code}.what": words[1] for code, words in _KINDS.items()},
    **{f"{code}.why": words[2] for code, words in _KINDS.items()},
}
