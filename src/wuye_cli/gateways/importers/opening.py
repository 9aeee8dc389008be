"""Opening a file to import: by the format that its mapping names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.gateways.importers.csv_source import read_csv
from wuye_cli.gateways.importers.json_source import read_json
from wuye_cli.gateways.importers.sheet import read_bytes
from wuye_cli.gateways.importers.xlsx_source import read_xlsx

if TYPE_CHECKING:
    from wuye_cli.gateways.importers.mapping import ImportMap
    from wuye_cli.gateways.importers.sheet import Sheet


def open_sheet(path: str, mapping: ImportMap) -> Sheet:
    """Return the sheet in a file, gzip or not.

    Raises:
        CallError: If the file cannot be read, or is not what the mapping says; see the sources.
    """
    data = read_bytes(path)
    if mapping.format == "xlsx":
        return read_xlsx(data, mapping.options)
    if mapping.format == "json":
        return read_json(data, mapping.options, mapping.columns)
    return read_csv(data, mapping.options)
