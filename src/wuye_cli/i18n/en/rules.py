"""English sentences of the check rules."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "Y001": "YAML syntax error[[: {reason}]]",
    "Y002": "key [[“{key}” ]]is given twice; other tools keep only the last",
    "Y003": "[[“{value}” ]]unquoted is read as a base-60 number; quote it",
    "Y004": "[[“{value}” ]]unquoted is read as an octal number; quote it",
    "Y005": "[[“{value}” ]]unquoted is read as true or false; quote it",
    "Y006": "[[“{value}” ]]unquoted loses its trailing zero; quote it",
    "Y007": "date [[“{value}” ]]is not quoted; tools read it differently",
    "Y008": "anchors and aliases are not allowed: they can explode and blur diffs",
    "Y009": "merge key << is not allowed",
    "Y010": "custom tag [[“{value}” ]]is not allowed",
    "Y011": "one document a file; no second ---",
    "Y012": "not UTF-8, or with a BOM or NUL",
    "Y013": "invisible or direction-changing characters[[: {reason}]]",
    "Y014": "[[“{value}” ]]has full-width digits or marks; use half-width",
    "Y015": "[[“{value}” ]]is not in Unicode NFC",
    "Y016": "file too large or nested too deeply[[: {reason}]]",
    "Y017": "links and executable files are not allowed",
    "Y018": "names differ only in case[[: {other}]]; on some systems one overwrites the other",
    "Y019": "not in canonical form; the next save will change it",
    "S001": "unknown field[[ “{key}”]][[; did you mean {suggestions}?]]",
    "S002": "missing field[[ “{key}”]]",
    "S003": "wrong type[[: {reason}]]",
    "S004": "[[“{value}” ]]is not one of the allowed values[[; did you mean {suggestions}?]]",
    "S005": "duration [[“{value}” ]]is not like 30m, 4h, 3wd or 10d",
    "S006": "time [[“{value}” ]]needs a UTC offset, like 2026-11-21T09:12:00+08:00",
    "S007": "id [[“{value}” ]]does not fit its pattern or the file name",
    "S008": "schema [[“{value}” ]]is newer than this wuye; upgrade",
    "S009": "schema [[“{value}” ]]is old; run wuye migrate",
    "S010": "[[“{value}” ]]is out of range[[: {reason}]]",
    "S011": "[[“{key}” ]]may not be empty",
    "S012": "field [[“{key}” ]]is no longer used[[; use {suggestions}]]",
    "S013": "file in the wrong folder[[; it belongs in {suggestions}]]",
    "S014": "a list item has no id, so versions cannot be compared",
}
