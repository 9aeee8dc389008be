"""The editing prompt: history, completion on Tab, and a line of what comes due above it."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings

from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

_SEEN_ANEW_S = 20.0
"""How often the line of what comes due is looked at while nobody types."""


class EditedTyping:
    """Lines from a terminal that can move its cursor."""

    def __init__(
        self, coming: Callable[[], str], words: Callable[[], list[tuple[str, str]]]
    ) -> None:
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # no terminal is asked where it stands
        self._coming = coming
        self._shown = ""
        self._seen: float = -_SEEN_ANEW_S
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            completer=_Words(words),
            complete_while_typing=False,
            refresh_interval=_SEEN_ANEW_S,
            enable_open_in_editor=False,
            mouse_support=False,
        )

    def line(self) -> str:
        """Return the next line."""
        self._seen = -_SEEN_ANEW_S
        return self._session.prompt(self._prompt)

    def key(self, keys: str) -> str:
        """Return the key that was pressed, at once, or a line typed instead."""
        asked: PromptSession[str] = PromptSession(key_bindings=_keys(keys))
        return str(asked.prompt(sentence("desk.choose" if keys else "desk.go_on"))).strip()

    def _prompt(self) -> StyleAndTextTuples:
        """Return the prompt below what comes due; drawn anew while nobody types."""
        if monotonic() - self._seen > _SEEN_ANEW_S:
            self._shown, self._seen = self._coming(), monotonic()
        coming = self._shown
        above = [("fg:ansicyan", f"{coming}\n")] if coming else []
        return [*above, ("bold", sentence("desk.prompt"))]


def _keys(keys: str) -> KeyBindings:
    """Return bindings by which each key alone, in an empty line, is the answer."""
    bindings = KeyBindings()

    def bind(key: str) -> None:
        @bindings.add(key)
        def _(event: KeyPressEvent) -> None:
            if event.current_buffer.text:
                event.current_buffer.insert_text(key)
            else:
                event.app.exit(result=key)

    for key in keys:
        bind(key)
    return bindings


class _Words(Completer):
    """Offers tickets at the front of a line, then words of steps and names of colleagues."""

    def __init__(self, words: Callable[[], list[tuple[str, str]]]) -> None:
        self._words = words

    def get_completions(self, document: Document, complete_event: object) -> Iterator[Completion]:
        """Yield what may stand for the word before the cursor."""
        del complete_event
        typed = document.text_before_cursor.rpartition(" ")[2]
        for word, meaning in self._words():
            if word.lower().startswith(typed.lower()):
                yield Completion(word, start_position=-len(typed), display_meta=meaning)
