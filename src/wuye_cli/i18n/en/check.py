"""English texts of the check rules: the finding, what is asked, and why."""

from __future__ import annotations

_RULES: dict[str, tuple[str, str, str]] = {
    # Y
    "Y001": (
        "YAML syntax error[[: {detail}]]",
        "The file is valid YAML with a mapping at its top.",
        "A file that cannot be read might as well not be there.",
    ),
    "Y002": (
        "key “{key}” is given twice[[, first on line {first_line}]]",
        "Every key stands once in its mapping.",
        "Most tools keep the last one and drop the others without a word.",
    ),
    "Y003": (
        "“{value}” unquoted is read as a base-60 number; quote it",
        "Times of day stand in quotes.",
        "YAML 1.1 tools read 12:30 as 750.",
    ),
    "Y004": (
        "“{value}” unquoted is read as another number; quote it",
        "Digits with a leading 0 or an underscore stand in quotes.",
        "YAML 1.1 tools read room 0301 as 193.",
    ),
    "Y005": (
        "“{value}” unquoted is read as true, false or nothing; quote it",
        "Words such as yes, no, on and off stand in quotes.",
        "YAML 1.1 tools read them as truth values.",
    ),
    "Y006": (
        "“{value}” unquoted loses a zero or digits; quote it",
        "Version numbers and the like stand in quotes.",
        "1.10 becomes 1.1.",
    ),
    "Y007": (
        "date “{value}” is not quoted",
        "Dates and times stand in quotes.",
        "Tools give it different types and zones.",
    ),
    "Y008": ("anchor or alias", "No & and no *.", "Aliases can explode, and they blur diffs."),
    "Y009": (
        "merge key <<",
        "No <<; write out what is meant.",
        "What is seen is not what is read.",
    ),
    "Y010": (
        "custom tag[[: {detail}]]",
        "No tags beginning with !.",
        "Some tools run code because of a tag.",
    ),
    "Y011": (
        "a second document in the file",
        "One document a file; no second ---.",
        "Most tools read only the first.",
    ),
    "Y012": (
        "not clean UTF-8[[: {detail}]]",
        "Files are UTF-8 without a byte-order mark or NUL.",
        "Other encodings are gibberish on the next machine.",
    ),
    "Y013": (
        "invisible or direction-changing character[[: {value}]][[: {detail}]]",
        "No zero-width and no bidirectional control characters.",
        "What is seen differs from what is read; ids no longer match.",
    ),
    "Y014": (
        "“{value}” has full-width digits or a full-width colon",
        "Numbers and times are half-width.",
        "３０m is not 30m to a machine.",
    ),
    "Y015": (
        "“{value}” is not in Unicode NFC",
        "Keys and ids are in NFC.",
        "Two ids that look alike do not match.",
    ),
    "Y016": (
        "file too large or nested too deep[[: {detail}]][[, at most {limit}]]",
        "At most 1 MiB, 20 levels and 50,000 values a file.",
        "Oversized files slow down everybody who reads them.",
    ),
    "Y017": (
        "no plain file: {form}",
        "Only plain files below records and standards: no links, no programs.",
        "A link may lead out of the store and differs by machine.",
    ),
    "Y018": (
        "differs from {other} in case only",
        "Paths differ in more than case.",
        "On Windows and macOS one overwrites the other.",
    ),
    "Y019": (
        "not in canonical form; the next save will change it",
        "Tickets are written in canonical form.",
        "Else diffs hold lines in which nothing changed.",
    ),
    # S
    "S001": (
        "unknown field “{field}”[[; did you mean {suggestion}?]]",
        "Only fields of the format; your own begin with x-.",
        "A misspelt field counts as not written.",
    ),
    "S002": (
        "“{field}” is missing[[ ({event})]]",
        "Required fields are there.",
        "Without it a due or a duty cannot be told.",
    ),
    "S003": (
        "wrong type: {wanted} wanted[[, {got} found]]",
        "Every field has the type of the format; texts stand in quotes.",
        "Tools disagree about values of the wrong type.",
    ),
    "S004": (
        "“{value}” is not one of the allowed values[[; did you mean {suggestion}?]][[ (allowed: {allowed})]]",
        "Only the words listed.",
        "A word nobody knows has no effect.",
    ),
    "S005": (
        "limit “{value}” is not like 30m, 4h, 3wd or 10d",
        "A limit is a whole number with m, h, wd or d.",
        "“Soon” cannot be measured.",
    ),
    "S006": (
        "“{value}” is not as it should be: {wanted} wanted",
        "Instants are complete and have an offset, like 2026-11-21T09:12:00+08:00.",
        "Without an offset an instant may be hours off elsewhere.",
    ),
    "S007": (
        "id “{value}” does not fit its form or the file name[[; expected {pattern}]]",
        "Ids fit their form and the file name, and stand once.",
        "A wrong id is not found, and collides when clones merge.",
    ),
    "S008": (
        "schema {schema} is newer than this wuye[[, which knows {known}]]",
        "Upgrade wuye before changing this file.",
        "An old program would lose new fields.",
    ),
    "S009": (
        "schema {schema} is old[[; now {known}]]",
        "Bring the file to today's format.",
        "Old formats will not be read for ever.",
    ),
    "S010": (
        "“{value}” is out of range[[: at least {least}]][[, at most {most}]]",
        "Numbers are within their range.",
        "A number out of range yields wrong conclusions.",
    ),
    "S011": (
        "empty[[: {field}]]",
        "Required texts are not empty.",
        "An empty promise or subject says nothing.",
    ),
    "S012": (
        "'{field}' is an old way to write it; use {instead}",
        "What has been replaced is not used any more.",
        "It is still read, but new features do not reach it, and one day it will not be.",
    ),
    "S013": (
        "in the wrong folder; it belongs in {wanted_folder}",
        "Tickets lie in the folder of the day in their id.",
        "Programs look for the file by its id.",
    ),
    "S014": (
        "entries of '{field}' have no id",
        "Every entry has an id of its own: 'id: {{…}}'; a step of a procedure has the key id.",
        "Without ids nobody knows which entry of two versions is which.",
    ),
    "S015": (
        "there is no placeholder '{value}'[[; did you mean {suggestion}?]][[ (a text for the {audience})]]",
        "Texts to send use placeholders of the closed list; a text for an owner has no title, no place and nothing of another household.",
        "A placeholder that nobody fills would be sent; titles often name neighbours.",
    ),
    "S016": (
        "placeholder '{value}' is missing",
        "Both languages have the same placeholders; a receipt has id and code, an answer its words.",
        "Without the id nobody knows which ticket is meant.",
    ),
    "S017": (
        "brackets out of order: {value}",
        "A placeholder is one name in braces, what may be left out stands in double brackets; each ends on its line, none holds another.",
        "With brackets that do not match nobody knows what to fill and what to leave out.",
    ),
    "S018": (
        "this checkpoint cannot be read[[: “{value}”]][[; the line looks like {pattern}]]",
        "A checkpoint is never edited. Put it back as git has it: git log -- FILE, then git checkout COMMIT -- FILE.",
        "What cannot be read proves nothing.",
    ),
    "S019": (
        "the list of tickets below this checkpoint is broken[[: “{value}”]][[; the line looks like {pattern}]]",
        "The list is in the order of ids, its count and digest are those above it, and it is never edited.",
        "The list is what names a ticket that is lost.",
    ),
    # R
    "R001": (
        "there is no tier “{value}”[[; did you mean {suggestion}?]]",
        "Only tiers of tiers.yaml.",
        "Without a tier there is no due.",
    ),
    "R002": (
        "there is no category “{value}”[[; did you mean {suggestion}?]]",
        "Only categories of categories.yaml.",
        "Without a category there is no tier and no trade.",
    ),
    "R003": (
        "“{value}” is not registered[[; did you mean {suggestion}?]]",
        "People are named by their id in records/staff.",
        "Duties and figures lose the person.",
    ),
    "R004": (
        "unit “{value}” is not registered[[; did you mean {suggestion}?]]",
        "Units are those of records/units.",
        "Repeats and follow-ups no longer match.",
    ),
    "R005": (
        "standard version {value} never was, or had other terms[[ (fingerprint {terms})]]",
        "The pinned version is today's or in history, with the same fingerprint.",
        "A due without a standard has no ground.",
    ),
    "R006": (
        "“{value}” is there twice[[; also in {other}]]",
        "Ids, uids and aliases stand once.",
        "One number for two things misleads everybody.",
    ),
    "R007": (
        "names lead in a ring: {way}",
        "Chains of raising and merging come to an end.",
        "Nobody ever reaches the end of a ring.",
    ),
    "R008": (
        "nothing leads to tier {tier}",
        "Some category, flow or raising leads to every tier.",
        "A promise nobody can get is for show.",
    ),
    "R009": (
        "{value} left on {day}",
        "Jobs are given to people who are there; the order of calling names nobody who left.",
        "A job given to somebody who left is done by nobody, and nobody picks up.",
    ),
    "R010": (
        "{parent}, which {child} leans on, was changed by {by} on {day} and nobody looked again ({id})",
        "When a promise changes, what leans on it is looked at again, or noted as still holding.",
        "A promise that changed while practice did not is broken on site.",
    ),
    "R011": (
        "attachment is not in media: {value}",
        "Noted photos and scans are in media.",
        "The evidence is gone.",
    ),
    "R012": (
        "attachment {value} is not as it was noted",
        "Attachments have the SHA-256 that was noted.",
        "The evidence was replaced or damaged.",
    ),
    "R013": (
        "{value} had no valid contract on {day}",
        "A firm is called while its contract holds; a category that needs one has one.",
        "Without a contract there is nothing to hold the firm to, neither price nor duty.",
    ),
    "R014": (
        "the commit {commit} that this checkpoint speaks of is not in this history",
        "A checkpoint speaks of a commit before it; wuye audit verify says what is lost.",
        "The history was rewritten, or the checkpoint is of another one.",
    ),
    # T
    "T001": (
        "tier {tier}: “{clock}” ({value}) is always due after “{other_clock}” ({other_value})",
        "An earlier step is due no later than the next.",
        "A limit that ends after the next one means nothing.",
    ),
    "T002": (
        "tier {tier}: “{clock}” ({value}) is slower than in {other_tier} ({other_value})",
        "Emergencies are not slower than the rest, raised tiers not slower than before.",
        "More urgent must not mean slower.",
    ),
    "T003": (
        "category {category}: some requests find no tier[[ ({place}, {urgency})]]",
        "Every category has a tier, a complete table, or there is a default tier.",
        "Without a tier there is no due.",
    ),
    "T004": (
        "category {category}: row {row} never decides ({value})",
        "Every row of a decision table decides something.",
        "A dead row makes believe that it works.",
    ),
    "T005": (
        "tier {tier}: “{clock}” ({value}) never comes due on calendar {calendar}",
        "A limit's calendar has open hours.",
        "A due that never comes is no promise.",
    ),
    "T006": (
        "emergency tier {tier}: “{clock}” runs on calendar {calendar}, which is not round the clock",
        "Emergencies run round the clock.",
        "A burst pipe at night cannot wait for the office.",
    ),
    "T007": (
        "calendar {calendar} is open on no day of the week",
        "A calendar is open on some day.",
        "Limits on it never run out.",
    ),
    "T008": (
        "hours overlap or stand twice[[: {value}]]",
        "Windows of a day do not overlap; a weekday stands once.",
        "Overlapping hours are counted twice or misread.",
    ),
    "T009": (
        "calendar {calendar}: hours past midnight run into those of the next day",
        "Hours past midnight end before the next day opens.",
        "Start and end are probably swapped.",
    ),
    "T010": (
        "no holidays for {year}",
        "Sixty days before a year its holidays are in the table.",
        "Without them dues over the new year are provisional.",
    ),
    "T011": (
        "{value} is both a holiday and a make-up working day",
        "A day is either off or worked.",
        "Working days are miscounted and dues a day off.",
    ),
    "T012": (
        "the warning at {value} comes after the due",
        "The warning fraction lies between 0 and 1.",
        "A warning after the due helps nobody.",
    ),
    "T013": (
        "escalation steps do not increase[[: {value}]]",
        "Escalation fractions increase.",
        "A higher level must not hear before a lower one.",
    ),
    "T014": (
        "after {other} comes {value}, who is the same person",
        "In the order of calling the next one is somebody else.",
        "Who did not pick up will hardly pick up again; escalation must reach another person.",
    ),
    "T015": (
        "pause reason {value} has no longest time",
        "A reason that stops a clock has max.",
        "A pause without an end can hide any delay.",
    ),
    "T016": (
        "pauses were {percent} % of the time of the {count} jobs done in the last 90 days",
        "Pauses are a small share of the time that jobs take.",
        "With many pauses timeliness says little: the reasons are too wide, or appointments are not kept.",
    ),
    "T017": (
        "{key} reads as approved, but calendar {calendar} changed after {day}, and so did the limit",
        "Once tiers are approved, changes of their calendars are approved too.",
        "Three working days without Saturday are not the same three days.",
    ),
    "T018": (
        "tier {tier}: “{clock}” ({value}) is longer than the published {allowed_limit}[[ ({basis})]]",
        "Limits are no longer than published standards allow.",
        "A promise below the published standard does not stand.",
    ),
    "T019": (
        "tiers {tier} and {other_tier} have the same terms",
        "Tiers with the same terms are one tier.",
        "One more name is one more wrong choice.",
    ),
    "T020": (
        "limits run round the clock, but nobody is to be called at: {spans}",
        "Where limits run round the clock somebody is on call at every hour of the week.",
        "Fifteen minutes are an empty word while nobody answers at night.",
    ),
    "T021": (
        "worked case {case} does not hold: {what} should be {expected}, is {actual}",
        "The worked cases in standards/cases hold.",
        "Standard, calendar or program differ from what their author thinks.",
    ),
    "T022": (
        "a day already past was changed: {day}",
        "A revision changes days to come, or adds a year not announced before.",
        "Changing past days changes old verdicts without a word.",
    ),
    # Q
    "Q001": (
        "{item}: nobody can say whether “{text}” was kept",
        "A promise is a figure, an event, or a check answered with yes or no; else it says what is looked at and by what evidence.",
        "Adjectives are kept or broken as one likes.",
    ),
    "Q002": (
        "“{word}” says neither how much nor when: {text}",
        "Write the figure, the time or the case.",
        "Residents and staff read “promptly” and “if necessary” differently; complaints begin there.",
    ),
    "Q003": (
        "{item}: a promise with “{word}”",
        "A promise to residents says must, shall or plainly what is done; what cannot be kept is not promised.",
        "“Should” and “may” mean that it need not be done.",
    ),
    "Q004": (
        "{item}: {count} promises in one: {parts}",
        "One commitment promises one thing, with its own measure.",
        "Nobody can check a promise half of which is kept.",
    ),
    "Q005": (
        "no role answers for it (owner)",
        "Every standard names the role that answers for it.",
        "What nobody answers for nobody keeps up.",
    ),
    "Q006": (
        "a person, “{value}”, answers for it, not a role",
        "owner is a role of policy.yaml; who fills it stands in records/staff.",
        "People leave, the role stays.",
    ),
    "Q007": (
        "no day of review (review_by)",
        "Every standard names the day by which it is looked at again.",
        "Without such a day it only grows old.",
    ),
    "Q008": (
        "to be reviewed by {day}, which is past",
        "Review it in time, then set a new day.",
        "What is out of date still hangs on the wall, and residents go by it.",
    ),
    "Q009": (
        "{item}: nothing proves that it was kept (evidence)",
        "Every promise names its evidence: event, photo, signature, register …",
        "Without evidence it is one word against the other.",
    ),
    "Q010": (
        "{item}: no target counts it (metric)",
        "Every promise is counted by a target of targets.yaml.",
        "What is not counted is not seen in any report.",
    ),
    "Q011": (
        "target {value} has neither goal nor floor",
        "Write goal or floor; what is only shown has show_only: true and counts no promise.",
        "A figure without a goal is always good enough.",
    ),
    "Q012": (
        "{item} lacks a layer: {layer}",
        "Every promise is delivered by a procedure or an item for staff, and looked at by an inspection.",
        "A promise on the board that nobody does and nobody looks at will fail.",
    ),
    "Q013": (
        "{item} allows {value}, while {promise} promises {promised}",
        "Limits, frequencies and steps for staff are no looser than the promise.",
        "Whoever keeps to the rules for staff breaks the promise to residents.",
    ),
    "Q014": (
        "fail point {point} does not say how it is prevented, or what is done about it",
        "Every fail point of a blueprint has its prevention and its recovery.",
        "To know that it goes wrong and not what to do is no plan.",
    ),
    "Q015": (
        "[[{item}: ]]a price without its unit",
        "A price says per what: visit, piece, metre …",
        "Eighty yuan for the visit or for the piece: disputes begin there.",
    ),
    "Q016": (
        "{value} is charged for but has no step of consent",
        "A paid flow has quote and consent, and its checklist a step with consent: true.",
        "Repairing first and charging later is what people complain of most.",
    ),
    "Q017": (
        "{item}: the text says “{value}”, the field {wanted}",
        "Numbers of text and field agree; who changes one changes both.",
        "Residents read the text, the program counts by the field: two numbers are two promises.",
    ),
    "Q018": (
        "{item} is nearly the same as {other}",
        "A promise stands in one place, others refer to it.",
        "Two copies soon differ.",
    ),
    "Q019": (
        "what is posted of {standard} is not version {version}, which is in force[[ (posted last {posted})]]",
        "A new version is posted anew.",
        "Residents go by the old sheet on the wall.",
    ),
    "Q020": (
        "target {value} has had no ticket for {days} days",
        "A published target has data; look at the channel, or withdraw it.",
        "A rate without data is empty.",
    ),
    "Q030": (
        "version {version} of {standard} is due and nobody approved it",
        "It is approved as the policy says before it counts. Without that, tiers and categories stay as they were; other standards hold once committed.",
        "A figure that nobody agreed to becomes a promise.",
    ),
    "Q031": (
        "{standard} calls itself version {version}, which was approved with another text",
        "An approved text is not edited; a change is a new version.",
        "One text was approved and another is used.",
    ),
    "Q032": (
        "{standard} expired on {day} and is still used",
        "The next version is settled before the end, or the end is moved.",
        "Nobody answers for a standard past its end.",
    ),
    "Q033": (
        "version {version} of {standard} expires before version {other} begins on {start}",
        "Each version begins where the one before ends.",
        "Tickets in the gap have no standard.",
    ),
    "Q034": (
        "version {other} of {standard} (from {start}) begins no later than version {version}, which was proposed earlier",
        "What is proposed later begins later, or the earlier one is withdrawn.",
        "Two versions would hold on the same day.",
    ),
    "Q035": (
        "version {version} of {standard} was approved on {decided} and counts from {start}",
        "Approval comes first; reaching back needs a reason.",
        "Rules changed afterwards change old verdicts.",
    ),
    "Q036": (
        "version {version} of {standard} is worse for residents from {start}; the policy asks for {days} days of notice[[, it was posted {posted}]][[ (reason: {reason})]]",
        "A change for the worse is published long enough ahead.",
        "Residents have a right to know first.",
    ),
    "Q037": (
        "every commit has to be signed and nobody who may manage has a live key: nobody can write. Put back signatures: optional, have the manager run wuye key new, then require signatures",
        "Keys are registered before signatures are required.",
        "A key is registered by a signed commit too: the door is shut with the key inside.",
    ),
    "Q041": (
        "the acceptance of {fingerprint} was until {until} and counts no more",
        "Every accepted change has a reason, somebody who answers for it, and an end to come.",
        "An acceptance nobody ends hides what is relaxed later.",
    ),
    "Q042": (
        "{count} of {total} limits are house choices[[; {unfounded} have no basis]]",
        "House limits are confirmed by the estate, with a basis.",
        "Before publishing one should know which figures have a source.",
    ),
    "Q043": (
        "the arrow from {step} ({lane}) to {to} ({to_lane}) leaves a lane out",
        "An arrow joins steps of the same lane or of neighbouring ones.",
        "Nobody is shown to hand the matter on, and that is where residents wait.",
    ),
    # K
    "K001": (
        "against the prescribed course[[: status says “{got_status}”, the events make “{wanted_status}”]][[: “{event}” may not stand here]][[: “{missing}” is missing]]",
        "The status is what the events make; steps follow the flow.",
        "Skipped steps and a changed status show in the events.",
    ),
    "K002": (
        "“{event}” ({at}) lies before “{other_event}” ({other_at})",
        "A step is not earlier than what it presupposes.",
        "With times out of order neither dues nor figures can be trusted.",
    ),
    "K003": (
        "“{event}” at {at} lies after its recording",
        "Only what has happened is recorded.",
        "A time filled in beforehand is no fact.",
    ),
    "K004": (
        "“{event}” was entered {hours} hours late, without a reason",
        "An entry over a day late says why, or on what evidence.",
        "A time entered afterwards has no witness.",
    ),
    "K005": (
        "open and overdue: {clocks}[[, due {due}]]",
        "Work within the due, or reschedule or pause by the rules.",
        "Overdue is failed; the sooner it is dealt with the better.",
    ),
    "K006": (
        "done, but overdue: {clocks}[[, due {due}]]",
        "Tickets are done within their dues.",
        "Overdue counts as failed, however well done.",
    ),
    "K007": (
        "nobody stands for having taken the request first",
        "The first person asked is noted at receipt.",
        "Else the resident tells the story again and again.",
    ),
    "K008": (
        "done without a dispatch",
        "Where the flow wants a dispatch, there is one.",
        "If nobody knows who does it, nobody is responsible.",
    ),
    "K009": (
        "given to {person}, who has not the skill “{skill}”",
        "Work goes to somebody with the skill.",
        "Else somebody has to come again.",
    ),
    "K010": (
        "charged work without quote or consent: “{missing}” is missing",
        "A price is quoted and agreed before the work.",
        "Prices told afterwards are the main source of complaints.",
    ),
    "K011": (
        "no signature of the resident",
        "In-home work is signed for.",
        "Without it nobody can tell whether and how it was done.",
    ),
    "K012": (
        "no follow-up: “{missing}” is missing",
        "Tickets are followed up or verified as the flow says.",
        "Without it nobody knows whether the resident is satisfied.",
    ),
    "K013": (
        "{person} followed up their own work ({steps})",
        "Somebody else follows up.",
        "Nobody hears complaints about oneself.",
    ),
    "K014": (
        "{person} verified their own work ({steps})",
        "Somebody else verifies.",
        "Verifying oneself verifies nothing.",
    ),
    "K015": (
        "{person} approved their own “{event}”",
        "Somebody else approves moves, pauses and lower tiers.",
        "Approving oneself is no approval.",
    ),
    "K016": (
        "lowered to {value} after a due had passed: {clocks}[[, due {due}]]",
        "A tier is lowered before a due has passed, with approval.",
        "Lowering it afterwards hides a failure.",
    ),
    "K017": (
        "category changed to {value} after a due had passed: {clocks}",
        "Categories are corrected soon after receipt.",
        "Another category means other dues.",
    ),
    "K018": (
        "paused ({value}) after the due had passed: {clocks}",
        "A pause is recorded before the due.",
        "A later pause heals nothing.",
    ),
    "K019": (
        "{unit}: the same kind of fault again within thirty days, not linked to {other}",
        "A repeat of the same fault is linked to the first.",
        "Else the first-time-right rate is a fiction.",
    ),
    "K020": (
        "{unit}: a complaint about the same matter within thirty days, not linked to {other}",
        "A second complaint is handled as one and linked to the first.",
        "It needs another person and the manager.",
    ),
    "K021": (
        "{unit}: two tickets of one category within a day, the other is {other}",
        "Doubles are merged.",
        "Else two people go for one thing.",
    ),
    "K022": (
        "done {seconds} seconds after the dispatch",
        "Dispatch and completion have their real times.",
        "Nobody gets there and mends it within a minute.",
    ),
    "K023": (
        "{percent}% of {count} arrivals of {person} are at the full or half hour",
        "Arrivals have their real times.",
        "Such neat times are probably made up.",
    ),
    "K024": (
        "{person} closed {count} tickets within one minute",
        "Tickets are closed one by one.",
        "In bulk nobody looks at each of them.",
    ),
    "K025": (
        "score {value}, but nobody was reached",
        "A score comes from somebody who was really reached.",
        "Who was not reached gives no score.",
    ),
    "K026": (
        "personal data: {personal}",
        "Phones and identity numbers are kept in people, not in tickets.",
        "Git history stays for ever; what the law wants erased could not be.",
    ),
    "K027": (
        "standard version {value} was not in force at receipt[[; {expected} was]]",
        "A ticket is pinned to the version in force at receipt.",
        "Choosing a version is choosing a due.",
    ),
    "K028": (
        '{level} should have heard of "{clock}" at {at}; nothing says so',
        "When a step of the ladder is due, it is noted who was told (wuye ticket escalate).",
        "A ladder that nobody climbs is no ladder.",
    ),
    "K029": (
        "moved by the company without a reason",
        "A move by the company has a reason and is told to the resident.",
        "A move without a reason is mere delay.",
    ),
    "K030": (
        "unknown step “{value}”[[; did you mean {suggestion}?]]",
        "Steps are known to the program, a clock or a flow.",
        "A step nobody knows is counted nowhere.",
    ),
    "K031": (
        "opinion box {opening} does not add up[[: {count} slips, {made} tickets, {blank} blank]][[: there is no ticket {missing_ticket}]][[: {other} names another opening]][[: {ticket} is not listed]]",
        "The slips of an opening are its tickets and the blank ones; each ticket names the opening.",
        "A slip less is somebody whom nobody heard.",
    ),
    "K032": (
        "{person} opened the box and is the witness too",
        "Two people open the opinion box.",
        "What one person takes out alone nobody misses.",
    ),
    # W
    "W001": (
        "the comment sets {value} aside without a reason",
        "A waiver says why: # wuye: ignore CODE — reason until YYYY-MM-DD.",
        "In a year nobody knows whether it may go.",
    ),
    "W002": (
        "the comment that sets {value} aside has expired on {day}",
        "A waiver with a last day is mended or renewed by then.",
        "A waiver that never ends is a rule that nobody decided.",
    ),
    "W003": (
        "the comment sets {value} aside, which finds nothing here any more; remove it",
        "A waiver goes when its finding does.",
        "The next finding on that line would be hidden.",
    ),
    "W004": (
        "“{value}” cannot be set aside[[; did you mean {suggestion}]]",
        "A waiver names rules by their codes (K004), a last day as YYYY-MM-DD; files that cannot be read are never set aside.",
        "A waiver that does not hold gives false comfort.",
    ),
    "W005": (
        "{value} in {other} is known in the baseline and no longer occurs; shrink it: --write-baseline",
        "A baseline only shrinks.",
        "An entry left over would hide the same fault later.",
    ),
}

MESSAGES: dict[str, str] = {
    "found": "{errors} error{errors+s}, {warnings} warning{warnings+s}, {infos} note{infos+s}"
    " ({files} file{files+s}, {tickets} ticket{tickets+s})",
    "clean": "nothing found ({files} file{files+s}, {tickets} ticket{tickets+s})",
    "unchecked": "could not check {path}[[: {reason}]]",
    "skipped.media": "there is no media folder here; attachments were not compared",
    "listing": "Listing files",
    "progress": "Checking tickets",
    "known": "{count} known from the baseline",
    "title": "wuye check",
    "fixed": "{count} mended in {files} files",
    "would_fix": "{count} would be mended in {files} files; nothing was written",
    "baseline": "{path}: {count} entries; {gone} removed",
    "nothing_changed": "nothing to check has changed",
    "help": "help",
    "about": "Rules",
    "about.intro": "The rules of `wuye check` and `wuye audit verify`. A code is never used for another rule. This page is generated.",
    "severity": "Severity",
    "why": "Why",
    "bad": "Bad",
    "good": "Good",
    "family.Y": "Y: YAML and files",
    "family.S": "S: schema",
    "family.R": "R: references",
    "family.T": "T: tiers, limits, calendars",
    "family.Q": "Q: quality of the standard",
    "family.K": "K: tickets",
    "family.W": "W: findings set aside",
    "form.link": "a link",
    "form.executable": "an executable file",
    "form.special": "a special file",
    "personal.phone": "a phone number",
    "personal.id": "an identity number",
    "type.text": "a (quoted) text",
    "type.whole": "a whole number",
    "type.number": "a number",
    "type.flag": "true or false",
    "type.list": "a list",
    "type.list:2": "a list of two",
    "type.mapping": "a mapping",
    "type.null": "nothing",
    "type.other": "something else",
    "type.absent": "nothing",
    "type.instant": "an instant with offset",
    "type.offset": "a UTC offset",
    "type.date": "a date YYYY-MM-DD",
    "type.month-day": "a day MM-DD",
    "type.year": "a year",
    "type.time": "a time of day HH:MM",
    "type.window": "a window HH:MM-HH:MM",
    "type.weekdays": "weekdays such as mon-fri",
    "type.limit": "a limit such as 4h",
    "type.[limit, calendar]": "[limit, calendar]",
    **{code: texts[0] for code, texts in _RULES.items()},
    **{f"{code}.what": texts[1] for code, texts in _RULES.items()},
    **{f"{code}.why": texts[2] for code, texts in _RULES.items()},
}
