"""Completion scripts: everything fixed is written into them, only ids are asked for.

A script starts no program for commands and options; for ids it calls
``wuye __complete KIND PREFIX``, which the door answers with one candidate a line, a tab and an
explanation after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.cli.app import load, subcommands
from wuye_cli.cli.registry import COMMANDS
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

KINDS: dict[str, str] = {
    "ticket": "ticket",
    "ticket_id": "ticket",
    "tail": "ticket",
    "person": "person",
    "staff": "person",
    "to": "person",
    "who": "person",
    "who_did": "person",
    "category": "category",
    "tier": "tier",
    "calendar": "calendar",
}
"""Name of an argument or option in a command's function to the kind of id it takes."""

_FILES = "-"
"""In place of a kind: the option takes a value that the shell completes as a file name."""


class Node(NamedTuple):
    """One command or group.

    Attributes:
        path: The words that lead to it, without `wuye`.
        below: Names of its subcommands.
        options: Option to the kind of its value; empty for a switch.
        kind: The kind of id of its first argument, or empty.
    """

    path: str
    below: tuple[str, ...]
    options: dict[str, str]
    kind: str


def script(shell: str) -> str:
    """Return the completion script for `bash`, `zsh` or `fish`.

    Raises:
        CallError: If it is another shell.
    """
    draw = SHELLS.get(shell)
    if draw is None:
        raise CallError("unknown_shell", value=shell, known=sorted(SHELLS))
    return draw(list(nodes()))


def nodes() -> Iterator[Node]:
    """Yield the root and every command below it, all of them loaded."""
    loaded = {name: command for name in COMMANDS if (command := load(name)) is not None}
    root = {"--help": "", "--version": "", "-C": _FILES, "--store": _FILES}
    yield Node("", tuple(loaded), root, "")
    for name, command in loaded.items():
        yield from _walk(name, command)


def _walk(path: str, command: Any) -> Iterator[Node]:
    below = subcommands(command)
    options = {"--help": ""}
    kind = ""
    for parameter in command.params:
        wanted = KINDS.get((parameter.name or "").rstrip("_"), "")
        if parameter.param_type_name == "argument":
            kind = kind or wanted
        else:
            value = "" if parameter.is_flag else wanted or _FILES
            options |= dict.fromkeys((*parameter.opts, *parameter.secondary_opts), value)
    shown = tuple(name for name, each in below.items() if not each.hidden)
    yield Node(path, shown, options, kind)
    for name in shown:
        yield from _walk(f"{path} {name}", below[name])


def _bash(tree: list[Node]) -> str:
    return _BASH.format(
        paths=_alternatives(node.path for node in tree if node.path),
        kinds=_cases(_kinds_of_options(tree), 8),
        nodes="\n".join(
            f'        "{node.path}") below="{" ".join(node.below)}"'
            f' options="{" ".join(node.options)}" kind="{node.kind}" ;;'
            for node in tree
        ),
    )


def _zsh(tree: list[Node]) -> str:
    return _ZSH.format(
        paths=_alternatives(node.path for node in tree if node.path),
        kinds=_cases(_kinds_of_options(tree), 8),
        nodes="\n".join(
            f'        "{node.path}") below=({" ".join(node.below)})'
            f' options=({" ".join(node.options)}) kind="{node.kind}" ;;'
            for node in tree
        ),
    )


def _fish(tree: list[Node]) -> str:
    lines = [_FISH_HEAD.format(paths=" ".join(f"'{node.path}'" for node in tree if node.path))]
    for node in tree:
        condition = f"complete -c wuye -n '__wuye_is \"{node.path}\"'"
        if node.below:
            lines.append(f"{condition} -f -a '{' '.join(node.below)}'")
        if node.kind:
            lines.append(f"{condition} -f -k -a '(__wuye_ids {node.kind})'")
        lines += [f"{condition} {_fish_option(*option)}" for option in node.options.items()]
    return "\n".join(lines) + "\n"


def _fish_option(option: str, kind: str) -> str:
    name = option.lstrip("-")
    flag = f"-l {name}" if option.startswith("--") else f"-s {name}"
    if kind == _FILES:
        return f"{flag} -r -F"
    return f"{flag} -x -k -a '(__wuye_ids {kind})'" if kind else flag


def _kinds_of_options(tree: list[Node]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for node in tree:
        for option, kind in node.options.items():
            if kind and kinds.get(option, _FILES) == _FILES:  # an id here outdoes a file there
                kinds[option] = kind
    return kinds


def _alternatives(paths: Iterable[str]) -> str:
    return "|".join(f'"{path}"' for path in paths) or '"-"'


def _cases(kinds: dict[str, str], indent: int) -> str:
    return "\n".join(f'{" " * indent}{option}) kind="{kind}" ;;' for option, kind in kinds.items())


SHELLS: dict[str, Callable[[list[Node]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}

_BASH = """\
# bash completion of wuye; load it with: eval "$(wuye completion bash)"
_wuye() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}"
    local at="" store="${{WUYE_STORE-}}" below="" options="" kind="" word i line
    for ((i = 1; i < COMP_CWORD; i++)); do
        word="${{COMP_WORDS[i]}}"
        if [[ $word == -C || $word == --store ]]; then store="${{COMP_WORDS[i+1]}}"; fi
        case "${{at:+$at }}$word" in
        {paths}) at="${{at:+$at }}$word" ;;
        esac
    done
    COMPREPLY=()
    case "$prev" in
{kinds}
    esac
    if [[ $kind == - ]]; then return; fi
    if [[ -z $kind ]]; then
        case "$at" in
{nodes}
        esac
        if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$cur")); return; fi
        if [[ -n $below ]]; then COMPREPLY=($(compgen -W "$below" -- "$cur")); return; fi
    fi
    if [[ -n $kind ]]; then
        while IFS= read -r line; do
            printf -v line %q "${{line%%$'\\t'*}}"
            COMPREPLY+=("$line")
        done < <(WUYE_STORE="$store" command wuye __complete "$kind" "$cur" 2>/dev/null)
    fi
}}
complete -o default -F _wuye wuye
"""

_ZSH = """\
#compdef wuye
# zsh completion of wuye; load it with: source <(wuye completion zsh)
_wuye() {{
    local cur="${{words[CURRENT]}}" prev="${{words[CURRENT-1]}}"
    local at="" store="${{WUYE_STORE-}}" kind="" word line
    local -a below options found
    integer i
    for ((i = 2; i < CURRENT; i++)); do
        word="${{words[i]}}"
        if [[ $word == -C || $word == --store ]]; then store="${{words[i+1]}}"; fi
        case "${{at:+$at }}$word" in
        {paths}) at="${{at:+$at }}$word" ;;
        esac
    done
    case "$prev" in
{kinds}
    esac
    if [[ $kind == - ]]; then _files; return; fi
    if [[ -z $kind ]]; then
        case "$at" in
{nodes}
        esac
        if [[ $cur == -* ]]; then compadd -- $options; return; fi
        if (( $#below )); then compadd -- $below; return; fi
    fi
    if [[ -z $kind ]]; then _files; return; fi
    while IFS= read -r line; do
        found+=("${{line%%$'\\t'*}}")
    done < <(WUYE_STORE="$store" command wuye __complete "$kind" "$cur" 2>/dev/null)
    compadd -U -- $found
}}
if [[ $funcstack[1] == _wuye ]]; then _wuye "$@"; else compdef _wuye wuye; fi
"""

_FISH_HEAD = """\
# fish completion of wuye; load it with: wuye completion fish | source
function __wuye_is
    set -l at ''
    for word in (commandline -opc)[2..-1]
        set -l next (string trim -- "$at $word")
        if contains -- "$next" {paths}
            set at "$next"
        end
    end
    test "$at" = "$argv[1]"
end
function __wuye_ids
    set -l store $WUYE_STORE
    set -l words (commandline -opc)
    for flag in -C --store
        if set -l at (contains -i -- $flag $words)
            set store $words[(math $at + 1)]
        end
    end
    WUYE_STORE="$store" command wuye __complete $argv[1] (commandline -ct) 2>/dev/null
end
complete -c wuye -f"""
