"""The editing prompt: history, completion on Tab, and a line of what comes due above it."""

from __future__ import annotations

import asyncio
import os
from time import monotonic
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings

from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

    Offers = Callable[[str, bool], list[tuple[str, str]]]

_SEEN_ANEW_S = 20.0
"""How often the line of what comes due is looked at while nobody types."""
_ALONE_S = 0.7
"""A key stands alone if nothing follows it so long; else it begins the next line: `2-1-803 …`."""


class EditedTyping:
    """Lines from a terminal that can move its cursor."""

    def __init__(self, coming: Callable[[], str], words: Offers) -> None:
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # no terminal is asked where it stands
        self._coming = coming
        self._shown = ""
        self._seen: float = -_SEEN_ANEW_S
        self._asks = ""
        self._keys = ""
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            completer=_Words(words),
            complete_while_typing=False,
            refresh_interval=_SEEN_ANEW_S,
            enable_open_in_editor=False,
            mouse_support=False,
            key_bindings=self._bindings(),
        )

    def line(self) -> str:
        """Return the next line."""
        return self._asked("desk.prompt")

    def key(self, keys: str) -> str:
        """Return the key that was pressed alone, or a line typed instead."""
        self._keys = keys
        try:
            return self._asked("desk.choose" if keys else "desk.go_on").strip()
        finally:
            self._keys = ""

    def _asked(self, code: str) -> str:
        self._asks = code
        self._seen = -_SEEN_ANEW_S
        return self._session.prompt(self._prompt)

    def _prompt(self) -> StyleAndTextTuples:
        """Return the prompt below what comes due; drawn anew while nobody types."""
        if monotonic() - self._seen > _SEEN_ANEW_S:
            self._shown, self._seen = self._coming(), monotonic()
        coming = self._shown
        above = [("fg:ansicyan", f"{coming}\n")] if coming else []
        return [*above, ("bold", sentence(self._asks))]

    def _bindings(self) -> KeyBindings:
        """Return bindings by which a key that stands alone in an empty line is the answer."""
        bindings = KeyBindings()

        @bindings.add("<any>", filter=Condition(lambda: bool(self._keys)))
        def _(event: KeyPressEvent) -> None:
            buffer, key = event.current_buffer, event.data
            is_first = not buffer.text
            buffer.insert_text(key)
            if is_first and key in self._keys:
                event.app.create_background_task(self._settle(event.app, buffer, key))

        return bindings

    async def _settle(self, app: Application[str], buffer: Buffer, key: str) -> None:
        await asyncio.sleep(_ALONE_S)
        if buffer.text == key and app.is_running:
            app.exit(result=key)


class _Words(Completer):
    """Offers tickets at the front of a line, then words of steps and names of colleagues."""

    def __init__(self, words: Offers) -> None:
        self._words = words

    def get_completions(self, document: Document, complete_event: object) -> Iterator[Completion]:
        """Yield what may stand for the word before the cursor."""
        del complete_event
        before = document.text_before_cursor.replace("\u3000", " ").lstrip()
        front, _, typed = before.rpartition(" ")
        for word, meaning in self._words(typed, not front):
            yield Completion(word, start_position=-len(typed), display_meta=meaning)
