"""YAML texts as people write them, and worse: drawn by hypothesis, rendered in every style."""

from __future__ import annotations

from hypothesis import strategies as st

TRAPS = (
    "12:30", "8:30", "08:30", "24:00", "1:30:00", "1:30.5", "0301", "010", "-0", "+5", "1_000",
    "0x1f", "0b11", "0o17", "1.10", "1.5", "1e5", "1.", ".5", ".inf", "-.INF", ".nan", "NO", "no",
    "on", "off", "yes", "y", "N", "True", "FALSE", "true", "false", "null", "Null", "~", "=",
    "2026-01-01", "2026-02-30", "2026-11-21T09:12:00+08:00", "2026-11-21 09:12:00", "<<", "0", "12",
    "-7", "12345678901234567", "3.1.2", "３０m", "8：30", "15m", "3wd",
)  # fmt: skip
WORDS = (
    "a", "ack", "resolve", "一般", "紧急", "water.burst", "3-1-0502", "e\u0301", "é", "𠮷", "x y",
    "a#b", "a:b", "http://x/y?z=1&w", "100%", "-x", "?x", ":x", "a'b", 'a"b', "a\\b", "text S0-34",
)  # fmt: skip
STRINGS = st.one_of(
    st.sampled_from(TRAPS + WORDS),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"),
        max_size=8,
    ),
    st.sampled_from(
        (
            "",
            " ",
            " a",
            "a ",
            "# no comment",
            "a # b",
            "a: b",
            "[x",
            "{x",
            "- x",
            "\n",
            "a\nb\n",
            "a\n\n  b",
            "\tx",
            "!x",
            "&x",
            "*x",
            "%x",
            "@x",
            "`x",
            "|",
            ">",
            "---",
            "...",
        )
    ),
)
COMMENTS = ("", "", "", "", " # why", "   # 依据：表4.2.4", " #x  #y", "\t# tab")
LINES = ("", "", "", "", "", "\n", "\n\n\n", "# line\n", "      # far in\n", "#\n", "  \n")
NASTY = ("&x ", "*x", "!!str ", "!x ", "!!python/object:os.system ", "<<: {a: 1}")


class Writer:
    """Renders values in styles that it draws."""

    def __init__(self, draw, *, nasty=False):
        self.draw = draw
        self.nasty = nasty

    def pick(self, options):
        return self.draw(st.sampled_from(list(options)))

    def chance(self, one_in):
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def odd(self):
        return self.pick(NASTY) if self.nasty and self.chance(12) else ""

    def double(self, text):
        made = "".join(
            f"\\u{ord(char):04x}"
            if not char.isprintable() and ord(char) < 0x10000
            else "\\" + char
            if char in '"\\'
            else char
            for char in text
        )
        return f'"{made}"'

    def scalar(self, *, inline=False, key=False):
        text = self.draw(STRINGS)
        style = self.pick(("plain", "plain", "plain", "single", "double"))
        printable = text.isprintable()
        if style == "plain" and is_plain(text, inline=inline, key=key):
            return text
        if style == "single" and printable:
            return "'" + text.replace("'", "''") + "'"
        return self.double(text)

    def key(self, taken, *, inline=False):
        for _ in range(9):
            key = self.scalar(inline=inline, key=True)
            if key not in taken and key.strip("\"'") not in {one.strip("\"'") for one in taken}:
                break
        else:
            key = f"k{len(taken)}"
        if self.nasty and taken and self.chance(20):
            key = self.pick(taken)
        taken.append(key)
        return key

    def flow(self, depth):
        if depth <= 0 or self.chance(2):
            return self.scalar(inline=True)
        gap, cut = self.pick(("", " ", "  ")), self.pick((", ", ",", " , "))
        if self.chance(2):
            inner = cut.join(self.flow(depth - 1) for _ in range(self.draw(st.integers(0, 3))))
            return f"[{gap}{inner}{gap}]"
        taken = []
        inner = cut.join(
            f"{self.key(taken, inline=True)}: {self.flow(depth - 1)}"
            for _ in range(self.draw(st.integers(0, 3)))
        )
        return "{" + gap + inner + gap + "}"

    def long_flow(self, indent):
        items = [
            " " * (indent + self.pick((1, 2, 4))) + self.flow(1) + "," + self.pick(COMMENTS)
            for _ in range(self.draw(st.integers(1, 3)))
        ]
        return "\n".join(["[", *items, " " * indent + " ]"])

    def block_text(self, indent):
        head = self.pick("|>") + self.pick(("", "-", "+"))
        lines = self.draw(
            st.lists(
                st.sampled_from(("第一行", "b # no comment", "  in", "", "- x", "k: v")),
                min_size=1,
                max_size=4,
            )
        )
        if not lines[0].strip() or lines[0].startswith(" "):
            lines[0] = "x"
        pad = " " * (indent + self.pick((1, 2, 3)))
        return "\n".join([head, *((pad + line) if line else "" for line in lines)])

    def value(self, depth, indent):
        """Return a value as it follows its key: on the line, or on lines of its own."""
        odd = self.odd()
        kind = self.pick(("scalar", "scalar", "flow", "long", "text", "map", "list", "none"))
        if depth <= 0 and kind in ("map", "list"):
            kind = "scalar"
        comment = self.pick(COMMENTS)
        line = {
            "scalar": lambda: f" {odd}{self.scalar()}{comment}\n",
            "flow": lambda: f" {odd}{self.flow(2)}{comment}\n",
            "long": lambda: f" {odd}{self.long_flow(indent)}{comment}\n",
            "text": lambda: f" {odd}{self.block_text(indent)}\n",
            "none": lambda: f"{comment}\n",
        }
        if kind in line:
            return line[kind]()
        deeper = indent + self.pick((1, 2, 2, 2, 4, 7))
        if kind == "map":
            return f"{comment}\n{self.mapping(depth - 1, deeper)}"
        return f"{comment}\n{self.sequence(depth - 1, self.pick((indent, deeper)))}"

    def mapping(self, depth, indent):
        taken = []
        lines = []
        for _ in range(self.draw(st.integers(1, 4))):
            lines.append(self.pick(LINES))
            lines.append(f"{' ' * indent}{self.key(taken)}:{self.value(depth, indent)}")
        return "".join(lines)

    def sequence(self, depth, indent):
        lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            lines.append(self.pick(LINES))
            gap = self.pick((" ", " ", "   "))
            if depth > 0 and self.chance(3):
                inner = self.mapping(0, indent + 1 + len(gap))
                head = inner.lstrip(" ")
                if not head.startswith(("#", "\n")):
                    lines.append(f"{' ' * indent}-{gap}{head}")
                    continue
            lines.append(f"{' ' * indent}-{self.value(depth, indent)}")
        return "".join(lines)


def is_plain(text, *, inline, key):
    """Say whether a text may stand unquoted; kept narrow, the oracles say what it means."""
    if not text or text != text.strip() or not text.isprintable() or "\n" in text:
        return False
    if text[0] in "-?:,[]{}#&*!|>'\"%@`" and not (
        text[0] in "-?:" and len(text) > 1 and text[1] not in " ,[]{}"
    ):
        return False
    if ": " in text or " #" in text or text.endswith(":") or text in ("---", "..."):
        return False
    if inline and any(mark in text for mark in ",[]{}?:"):
        return False
    return not (key and (":" in text and inline))


@st.composite
def documents(draw, *, nasty=False):
    """Draw the text of one document with a mapping at the top."""
    writer = Writer(draw, nasty=nasty)
    text = draw(st.sampled_from(("", "", "", "---\n", "# head\n\n", "\n\n"))) + writer.mapping(3, 0)
    text += draw(st.sampled_from(("", "", "\n\n", "# end\n", "...\n")))
    if nasty and writer.chance(10):
        text += "---\nb: 2\n"
    if writer.chance(5):
        text = text.replace("\n", "\r\n")
    return text
