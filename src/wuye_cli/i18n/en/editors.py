"""English sentences of schemas, canonical form, hooks and CI."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "schema.kind": "Kind",
    "schema.files": "Files",
    "schema.about": "What it is",
    "schema.next": "One of them: wuye schema tiers. For editors: wuye schema install",
    "schema.written": "{count} file{count+s} written to {folder}",
    "schema.installed": "{count} file{count+s} written and committed: the schemas in .wuye/schema/, the first line of each standard, .vscode/settings.json. Editors with a YAML extension check from now on as you type",
    "schema.nothing": "All is there already, nothing to write",
    "schema.by_hand": ".vscode/settings.json is your own and was left alone. Please add this to it:",
    "schema_one_of": "Use KIND or --all, not both",
    "schema.foreign": "{path} was not written by wuye and is not overwritten. Please name another folder",
    "fmt.clean": "{count} file{count+s}, all in canonical form",
    "fmt.done": "Written in canonical form: {count} file{count+s}",
    "fmt.would": "Not in canonical form: {count} file{count+s}. Write them: wuye fmt",
    "fmt.split": "{path}: what is staged differs from what lies there, so it was not written. First: git add, or git stash",
    "fmt.nothing_written": "A file could not be read, so nothing was written. Mend it first, see: wuye check",
    "fmt_one_of": "Use --check or --diff, not both",
    "fmt-unproven": "it could not be proved that the canonical form says the same; the file was not touched[[: {path}]]. Lay it out by hand, or leave it",
    "hook.installed": "The hook is in place: {path}. From now on git commit checks what is staged; to pass it by once: git commit --no-verify",
    "hook.already": "The hook is there already: {path}",
    "hook.merges": "git merge now merges standards by their facts (merge.wuye.driver)",
    "hook.removed": "The hook is gone: {path}",
    "hook.none": "There is no hook: {path}",
    "hook.foreign": "{path} is somebody else's hook and was left alone. Add this line to it: wuye fmt --check --staged && wuye check --staged",
    "hook.elsewhere": "Hooks of this repository lie elsewhere: {path} (git's setting core.hooksPath), where others use them too; nothing was done. Add wuye check --staged there, or first: git config --local core.hooksPath .git/hooks",
    "ci.written": "{path} was written and committed. Its install step takes it that pip finds wuye-cli; change that line if not. It works from the next push on",
    "ci.already": "{path} is so already",
    "ci.exists": "{path} has other content and was not overwritten. To overwrite it: --force",
}
