"""English sentences of the check rules."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "Y001": "YAML syntax error[[: {detail}]]",
    "Y002": "key [[“{key}” ]]is given twice[[ (first in line {first_line})]]; other tools keep only the last",
    "Y003": "[[“{text}” ]]unquoted is read as a base-60 number; quote it",
    "Y004": "[[“{text}” ]]unquoted is read as an octal number; quote it",
    "Y005": "[[“{text}” ]]unquoted is read as true or false; quote it",
    "Y006": "[[“{text}” ]]unquoted loses its trailing zero; quote it",
    "Y007": "date [[“{text}” ]]is not quoted; tools read it differently",
    "Y008": "anchors and aliases are not allowed: they can explode and blur diffs",
    "Y009": "merge key << is not allowed",
    "Y010": "custom tags are not allowed[[ ({detail})]]",
    "Y011": "one document a file; no second ---",
    "Y012": "not UTF-8, or with a BOM or NUL[[ ({detail})]]",
    "Y013": "invisible or direction-changing characters[[: {text}]]",
    "Y014": "[[“{text}” ]]has full-width digits or marks; use half-width",
    "Y015": "[[“{text}” ]]is not in Unicode NFC",
    "Y016": "file too large or nested too deeply[[: {detail}]][[, at most {limit}]]",
    "Y017": "links and executable files are not allowed",
    "Y018": "names differ only in case[[: {other}]]; on some systems one overwrites the other",
    "Y019": "not in canonical form; the next save will change it",
    "S001": "unknown field[[ “{field}”]][[; did you mean {suggestion}?]]",
    "S002": "missing field[[ “{field}”]]",
    "S003": "wrong type[[, wanted {wanted}]][[, got {got}]]",
    "S004": "[[“{value}” ]]is not one of the allowed values[[; did you mean {suggestion}?]]",
    "S005": "duration [[“{value}” ]]is not like 30m, 4h, 3wd or 10d",
    "S006": "time [[“{value}” ]]is not well formed[[, wanted {wanted}]]",
    "S007": "id [[“{value}” ]]does not fit its pattern[[ {pattern}]] or the file name",
    "S008": "schema [[“{schema}” ]]is newer than this wuye[[ (which knows {known})]]; upgrade",
    "S009": "schema [[“{schema}” ]]is old[[ (now {known})]]; run wuye migrate",
    "S010": "[[“{value}” ]]is out of range[[, least {least}]][[, most {most}]]",
    "S011": "[[“{field}” ]]may not be empty",
    "S012": "field [[“{field}” ]]is no longer used[[; use {suggestion}]]",
    "S013": "file in the wrong folder[[; it belongs in {wanted}]]",
    "S014": "a list item has no id, so versions cannot be compared",
    "R001": "there is no tier “{value}”[[; did you mean {suggestion}?]]",
    "R002": "there is no category “{value}”[[; did you mean {suggestion}?]]",
    "R006": "“{value}” is used twice[[, also by {other}]]",
    "T008": "service window “{value}” overlaps another",
    "T011": "{day} is both a holiday and a make-up working day",
    "T013": "escalation fractions do not increase[[: {value}]]",
}
