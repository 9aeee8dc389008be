"""English texts of the audit's rules: what is asked, and why."""

from __future__ import annotations

_RULES: dict[str, tuple[str, str]] = {
    "G001": (
        "History that a checkpoint was taken of is still there: the checkpoint lies on today's history, with the same list of tickets.",
        "After a force-push, a reset or a squash git itself sees nothing missing; a checkpoint kept outside does, and names the tickets that are lost.",
    ),
    "G002": (
        "Where the policy requires signatures, every commit has one.",
        "Anybody can put anybody's name on an unsigned commit.",
    ),
    "G003": (
        "The signature fits the bytes of the commit.",
        "If it does not, the commit was changed after signing, or the signature was taken from elsewhere.",
    ),
    "G004": (
        "Signatures are made with keys of the staff register.",
        "An unknown key says that somebody signed, not who.",
    ),
    "G005": (
        "The key was valid at that place in history, whatever date the commit claims.",
        "A leaver's or a lost key together with an earlier date looks good to git.",
    ),
    "G006": (
        "Who signed is who committed.",
        "git only says that somebody signed; it shows a good signature on a commit in another's name too.",
    ),
    "G007": (
        "Author, committer and the event's `by` are one person, and no name reads as another's.",
        "What is written in another's name finds nobody who answers for it. Typing for another goes into `who` and `src`.",
    ),
    "G008": (
        "Everybody writes only files, and takes only steps, that their role may; judged by policy and register of the commit before.",
        "Commands refuse; whoever writes with git itself went past them.",
    ),
    "G009": (
        "A ticket file equals the events before plus the events that the commit names, byte for byte; each event comes in by one commit; the file lies in the folder of its number's day; hand edits come in through wuye commit.",
        "Nobody answers for a file changed by hand: status, layout and comments can hide things.",
    ),
    "G010": (
        "Events and head fields once written never change, mistakes are mended by amend or revoke; a record of approval only grows.",
        "With another time of arrival or other words of the caller, late becomes on time.",
    ),
    "G011": (
        "Events once written are not removed and keep their order.",
        "Without its event a breach, a complaint or a bad score never happened.",
    ),
    "G012": (
        "Ticket files are not deleted, renumbered or moved; a ticket that should not be is cancelled.",
        "One ticket fewer makes the rate look better.",
    ),
    "G013": (
        "The numbers of one desk and day have no gap.",
        "A missing number is a ticket that never came in, or was taken out.",
    ),
    "G014": (
        "A commit is not dated before the one it follows (five minutes are allowed).",
        "GIT_COMMITTER_DATE takes any value; an earlier date dodges the end of a key and of a limit.",
    ),
    "G015": (
        "A commit is not dated in the future.",
        "A commit in the future makes later honest ones look back-dated.",
    ),
    "G016": (
        "An event lies between the ticket's last commit and this one; late entries say recorded_at and on what evidence.",
        "Writing the arrival a little earlier is the easiest fraud.",
    ),
    "G017": (
        "Author date and commit date are near each other.",
        "Far apart, the commit was probably moved or rewritten. With a good reason nothing needs doing.",
    ),
    "G018": (
        "Standards are not changed for some tickets and then changed back, and no role is lent for a step.",
        "Relax, close, restore: between the ends nothing has changed. So every state is looked at.",
    ),
    "G019": (
        "A commit changes standards or tickets, not both.",
        "When a limit and a ticket change at once nobody can tell which limit held.",
    ),
    "G020": (
        "A merge is what its two sides make together, and nothing beside.",
        "git log -p does not show what a merge changes; a good place to hide.",
    ),
    "G021": (
        "A merge has two sides with a common past.",
        "What three sides, or a history from elsewhere, should come to cannot be worked out.",
    ),
    "G022": (
        "What both sides of a merge wrote is still there.",
        "git merge -s ours keeps their commits and drops what they wrote.",
    ),
    "G023": (
        "There are no replace refs and no grafts.",
        "They let git show another object instead of a commit, and fsck is content.",
    ),
    "G024": (
        "Nothing hides changes: no -diff, binary, filter, merge=ours or other encoding in attributes, no skip-worktree or assume-unchanged in the index, no program in place of what git shows, no path that lies over a standard where some letters count for nothing, no file twice in a folder.",
        "One line with -diff turns a changed limit into “binary files differ”.",
    ),
    "G025": (
        "No mailmap rewrites names, nobody gets the staff id of somebody else, and an id stands in one file.",
        "The one lets git show somebody else, the other reads what one did as the other's.",
    ),
    "G026": (
        "The history is whole: no shallow and no partial clone.",
        "What was not fetched cannot be verified. CI fetches one commit unless told otherwise.",
    ),
    "G027": (
        "Policy and roles of staff are changed only by who may, judged by the policy before the change.",
        "Give yourself a role, then use it: each step alone keeps the rules.",
    ),
    "G028": (
        "A key is not registered by the one it serves.",
        "A key that one registers oneself proves nothing about oneself.",
    ),
    "G029": (
        "Somebody can always approve: the last one who may is not removed.",
        "Where nobody can approve, the rule that asks for approval is empty.",
    ),
    "G030": (
        "The checkpoints that the policy asks for are there.",
        "Without them a reset or a force-push leaves no trace.",
    ),
    "G031": (
        "The last checkpoint is not older than agreed.",
        "Between checkpoints dates are the commits' own word; the longer the gap, the more can be back-dated.",
    ),
    "G032": (
        "Signatures of checkpoints are good, and a checkpoint once written stays.",
        "A checkpoint that can be edited is no evidence.",
    ),
    "G033": (
        "Where witnesses are agreed, they signed the checkpoint.",
        "A checkpoint signed by oneself alone can be made again by oneself.",
    ),
    "G034": (
        "Who approves wrote no part of the change; follow-up and verification are not done by the doer.",
        "Nobody finds fault with himself.",
    ),
    "G035": (
        "A machine's account writes its own corner only, no tickets and no standards.",
        "The key of CI lies on a server for whoever logs in there.",
    ),
    "G036": (
        "Operation, tickets and events that a commit names agree with the files it changes; it names one operation, no part of it is hidden, and it reads in one way.",
        "A message about one ticket over a change to another leads readers astray.",
    ),
    "G037": (
        "History holds no large and no binary files; photos go to media with ticket attach.",
        "Nobody sees what changed in them, and they stay on every disk for good.",
    ),
    "G038": (
        "History holds no passwords, tokens or private keys.",
        "A committed secret cannot be taken back; every clone has it.",
    ),
    "G039": (
        "There are no submodules.",
        "What is in them is not in this history and cannot be verified.",
    ),
    "G040": (
        "Commits have the trailers that commands write.",
        "The bytes are as a command writes them; only the trailers are missing, so somebody went past the commands.",
    ),
    "G041": (
        "Each step was allowed by the flow at its time.",
        "Archived before it was done, another step after the end: commands refuse these, so somebody went past them.",
    ),
    "G042": (
        "A ticket is pinned to the standard that held at its receipt; days that are over stay as they are in the calendars.",
        "Pinned to an older, wider one, or with a day of rest put into the past, late is no longer late.",
    ),
    "G043": (
        "Events entered long after the fact have a slip, a message or other evidence.",
        "A time that one states oneself has no second source; they are counted so that readers know.",
    ),
}

MESSAGES: dict[str, str] = {
    "family.G": "G: the audit of history (wuye audit verify)",
    **{f"{code}.what": texts[0] for code, texts in _RULES.items()},
    **{f"{code}.why": texts[1] for code, texts in _RULES.items()},
}
