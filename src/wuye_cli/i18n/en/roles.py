"""English words of roles: who may do what, and why not."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "E_NO_RIGHT": "Not written: {name} ([[{role}]]) lacks the right “{rights}”[[ and may not note “{event}”]][[ and may not change {path}]]. Those who may: {roles}. What you may do: wuye whoami",
    "E_NOT_REGISTERED": "Not written: {who} is not on the staff list, and roles are in force. Ask a manager ({managers}): wuye staff add NAME --mail {who} --role ROLE",
    "E_HAS_LEFT": "Not written: {name} left on {day}. If that is wrong, a manager runs: wuye staff edit {name} --left ''",
    "E_NOT_APPROVER": "Not written: “{event}” must be allowed by {roles}, and {person} is none. Name one who may: --approved-by NAME; wuye staff list shows who is there",
    "E_SAME_EYES": "Not written: “{event}” must be allowed by somebody else; {person} may not allow what they typed or did. Another {roles}: --approved-by NAME",
    "E_OWNER_ROLE": "Not written: a ticket of this tier belongs to {roles}, and {person} is none. wuye dispatch ID --to NAME; wuye staff list shows who is there",
    "E_NO_STAFF": "Not written: the policy lets nobody type before a manager is registered (no_staff: nothing). First: wuye staff add NAME --role manager --mail {who}",
    "nobody_could_sign": "Not written: then every commit would have to be signed, and nobody who may manage[[ ({managers})]] has a live key; nobody could write any more. Each registers their own first: wuye key new; audit.signatures comes after",
    "last_manager": "Not written: after that nobody could manage; now {managers} can. Register somebody else first: wuye staff add NAME --role manager --mail MAIL",
    "locked_out": "Not written: after that roles would be in force ({managers} may manage), and you ({mail}) are not registered, so you could do nothing. First register yourself: wuye staff add NAME --mail {mail} --role manager",
    "roles.begun": "Roles are in force from now on: everybody on the list works by their role, and nobody else can type. See: wuye whoami",
    "roles.resting": "Roles are not in force: nobody with a mail who may manage is registered, so everybody may do everything. Register a manager: wuye staff add NAME --role manager --mail MAIL",
    "roles.nobody": "Roles are not in force, and the policy lets nobody type before they are (no_staff: nothing). Register a manager: wuye staff add NAME --role manager --mail MAIL",
    "roles.team": "Roles are in force; those who may manage: {managers}",
    "whoami.registered": "{name} <{mail}> · {id} · {role}",
    "whoami.norole": "{name} <{mail}> · {id} · no role",
    "whoami.unknown": "{name} <{mail}> · not on the staff list",
    "whoami.left": "{name} <{mail}> · {id} · left on {day}",
    "whoami.may": "may: {rights}",
    "whoami.may_all": "may: everything",
    "whoami.may_none": "may: only read",
    "whoami.may_not": "may not: {rights}",
    "whoami.approves": "may allow: {acts}",
    "whoami.undeclared": "standards/policy.yaml has no role {role}, so it has no rights",
    "whoami.standards": "changes of standards",
    "whoami.downgrade": "a lower tier",
    "whoami.pause_over": "long pauses",
    "whoami.decline": "declining",
    "hook.server_installed": "Hook of the server installed: {path}. From now on a push is refused that the audit or the check finds at fault, that is forced, or that deletes the main branch",
    "hook.not_bare": "{path} is no bare repository of a server; nothing was installed. In the folder of one (git init --bare): wuye hook install --server",
    "hook.server_foreign": "{path} is somebody else's hook and was left alone. To have both, add a line to it, and pass its standard input on: {line}",
    "hook.server_elsewhere": "The hooks of this repository lie in {path} (core.hooksPath) and were left alone. Unset that first: git config --unset core.hooksPath",
    "push.deleted": "wuye: refused: {ref} is the branch of the records and is never deleted",
    "push.forced": "wuye: {ref} refused: it does not stand on the present history (a forced push, or a history that was rewritten). Fetch first, then push: wuye sync",
    "push.replaced": "wuye: {ref} refused: a replacement would show people another history",
    "push.audit": "wuye: {ref} refused: the audit of the history found {count}. All of them, on your machine: wuye audit verify --since origin/{ref}",
    "push.check": "wuye: {ref} refused: the check found {count} errors. All of them, on your machine: wuye check --since origin/{ref}; mend them, wuye commit, push again",
    "push.people": "wuye: {ref} refused: {path} is no file of people's data ({why})",
    "push.unchecked": "wuye: {ref} refused: [[{path} ]]could not be checked ({why}). Show this line to whoever keeps the server",
}
