"""The English readme of a pack for a third party."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "readme": """# {estate}: audit pack {period}

From {first} to {last} ({zone})[[; when this was packed no commit was later than {open}, so more may be added]].

- {commits} commits: `commits.json` (who, when, message, trailers, files), the originals in `git/objects.pack`
- {ticket} tickets touched in the period: `records/tickets/`, as they stood at its end; events are only ever added, so each file holds its own history
- {standard} files of the standards in force at the end: `standards/`; {earlier} texts replaced within the period: `earlier/`
- {approval} approvals of standards: `records/approvals/`; {checkpoint} checkpoints: `records/checkpoints/`
- `manifest.json`: for each file its sha256, its id in git (blob) and the commit in which it stands; `SHA256SUMS`: the sums of all files

Last commit of the period: `{commit}`
[[Last commit before it: `{before}`
]][[
Not in here (`left_out`): {left_out}
]]
No name, phone or identity number of a resident is in this pack, only references (p-…). Phone and identity numbers were looked for before packing; with any found nothing is packed.[[ The machine that packed this has no data of the residents of {names}, so names could not be looked for.]]

## How to verify it without wuye

You need `sha256sum` and `git`. In this folder:

1. Was a file changed?

       sha256sum -c SHA256SUMS

2. Is a file the one of the store? Let git reckon the id of every object anew:

       git init -q check
       git -C check unpack-objects -q < git/objects.pack

   Then two ids must be the same[[, for example:

       git hash-object {example}
       git -C check rev-parse {example_at}]]

   Likewise for the others: in `manifest.json`, `path` is the file, `commit` and `of` are its place in the store, `blob` is its id.

3. Are the commits one unbroken chain? The id of a commit is reckoned from its content, which names the one before:

       git -C check cat-file -p {commit}

   Follow `parent` and compare with `commits.json`.[[ Signed commits can be verified with `{signers}`:

       git -C check -c gpg.format=ssh -c gpg.ssh.allowedSignersFile="$PWD/{signers}" verify-commit {commit}]]

4. Is the last commit `{commit}` genuine? Compare it with what others hold: a checkpoint at the owners' committee, the pack of the period before or after (its `before` is the `commit` of this one).

With wuye, one command does 1 to 3: `wuye audit pack --verify FILE`

## What this pack does not prove

- Evidence beyond the last commit must come from elsewhere: who forges a whole history can forge a consistent pack.
- A commit belongs to a period by its place in history, not by the date it claims alone; what another desk handed in late is in the period in which it arrived.
- That events were only ever added, and each step was allowed, is verified on the whole store by `wuye audit verify`.
""",
}
