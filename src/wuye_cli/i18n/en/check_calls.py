"""English sentences of what a call of `check` may get wrong."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "check_all_or_some": "--all checks everything; --since and --staged check what changed. Take one: wuye check --all",
    "fix_of_staged": "--fix mends the work tree, --staged looks at git's index. Mend first: wuye check --fix, then git add",
    "diff_without_fix": "--diff shows what --fix would change. Type: wuye check --fix --diff",
    "baseline_unnamed": "--write-baseline needs a file. Type: wuye check --baseline FILE --write-baseline",
    "no_baseline": "there is no baseline {path}. Make it: wuye check --baseline {path+q} --write-baseline",
    "bad_baseline": "{path} is no baseline of wuye[[: {detail}]]. Remove it and make it anew: wuye check --baseline {path+q} --write-baseline",
}
