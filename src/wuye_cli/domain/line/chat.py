"""Text copied from a group chat: who said what and when.

Read are the forms in which chat programs copy several messages: a line with the nickname and the
time above each message (`钱师傅 10:05`, `钱师傅 2026/11/25 10:05:33`, the time first or last), days
on lines of their own (`—— 2026-11-25 ——`), and one message a line (`钱师傅：17 到`). What stands
before the first nickname is said by nobody.
"""

from __future__ import annotations

import re

import msgspec

_TIME = r"(?:(?:20\d\d[-/年.])?\d{1,2}[-/月.]\d{1,2}日?\s+|昨天\s*|今天\s*)?\d{1,2}:\d\d(?::\d\d)?"
_HEADS = (
    re.compile(rf"(?P<when>{_TIME})\s+(?P<nick>\S.{{0,40}}?)\s*[:：]?$"),
    re.compile(rf"(?P<nick>\S.{{0,40}}?)[\s:：,，(（]+(?P<when>{_TIME})[)）]?\s*[:：]?$"),
)
_DAY = re.compile(
    r"[\s—–=-]*(?P<day>20\d\d[-/年.]\d{1,2}[-/月.]\d{1,2})日?(?:\s*(?:星期|周).)?[\s—–=-]*$"
)
_SAID = re.compile(r"(?P<nick>[^\s:：][^:：]{0,30}?)\s*[:：]\s*(?P<text>\S.*)$")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?$")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message.

    Attributes:
        nick: What the sender is called in the group; empty where nobody is named.
        day: `2026-11-25`, `11-25`, `昨天`, or empty.
        clock: `10:05` or `10:05:33`, or empty.
        text: What was said, its lines as they stand.
        line: Number of its first line in the copied text, from 1.
    """

    nick: str = ""
    day: str = ""
    clock: str = ""
    text: str = ""
    line: int = 1


class _Cutter:
    """Cuts a copied text into messages, line by line."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._current = Message()
        self._day = ""
        self._said: list[str] = []

    def close(self) -> None:
        """Keep the message that was being read, if it says anything."""
        whole = "\n".join(self._said).strip()
        if whole:
            self.messages.append(msgspec.structs.replace(self._current, text=whole))
        self._said.clear()

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        bare = line.strip()
        if match := _DAY.match(bare):
            self.close()
            self._day = _plain_day(match["day"])
            self._current = Message(day=self._day, line=number)
        elif head := _head_of(bare):
            self.close()
            nick, day, clock = head
            self._current = Message(nick=nick, day=day or self._day, clock=clock, line=number + 1)
        elif one := _one_line(bare):
            self.close()
            self._current = Message(nick=one[0], day=self._day, line=number)
            self._said.append(one[1])
            self.close()
            self._current = Message(day=self._day, line=number)
        else:
            self._said.append(line)


def read_chat(text: str) -> list[Message]:
    r"""Cut a copied chat into messages; blank ones are left out. Never raises.

    Example:
        >>> [(one.nick, one.clock, one.text) for one in read_chat("钱师傅 10:05\n17 到")]
        [('钱师傅', '10:05', '17 到')]
    """
    cutter = _Cutter()
    for number, line in enumerate(text.splitlines(), 1):
        cutter.take(line, number)
    cutter.close()
    return cutter.messages


def _head_of(line: str) -> tuple[str, str, str] | None:
    """Return nickname, day and clock of a line that announces a message."""
    match = next((found for head in _HEADS if (found := head.match(line))), None)
    clock = _CLOCK.search(match["when"]) if match else None
    if match is None or clock is None:
        return None
    nick = match["nick"].strip(" :：")
    if not nick or nick.isdigit():
        return None
    return nick, _plain_day(match["when"][: clock.start()].strip()), clock[0]


def _one_line(line: str) -> tuple[str, str] | None:
    """Return nickname and text of a message on one line; a clock is no nickname."""
    match = _SAID.match(line)
    if match is None or match["nick"][-1].isdigit():
        return None
    return match["nick"], match["text"]


def _plain_day(text: str) -> str:
    numbers = re.findall(r"\d+", text)
    return "-".join(f"{int(number):02d}" for number in numbers) if numbers else text
