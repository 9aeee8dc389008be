"""PDF: sizes, one page a slip, text that can be found again, nothing fetched, fonts asked for."""

from __future__ import annotations

import builtins
import functools
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from tests.unit.render.paper.values import AT, HOSTILE, ID, a_slip

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.printing.pdf import has_chinese_font, to_pdf
from wuye_cli.gateways.printing.templates import read_templates
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.paper.night_page import ROWS, night_page
from wuye_cli.render.paper.slip_page import slips_page

MM = 72 / 25.4
A5, A4_WIDE = (148, 210), (297, 210)


@functools.cache
def why_not() -> str:
    """Why no PDF can be made on this machine; empty where it can."""
    try:
        to_pdf("<p>x</p>")
    except CallError as error:
        return f"{error.code}: libpango is missing"
    return "" if has_chinese_font() else "no Chinese font: apt install fonts-wqy-zenhei"


@pytest.fixture
def engine():
    if why_not():
        pytest.skip(why_not())


@pytest.fixture(params=["zh", "en"])
def tongue(request):
    before = switch_language(request.param)
    yield request.param
    switch_language(before)


def pages_of(html):
    return list(pypdfium2.PdfDocument(to_pdf(html)))


def millimetres(page):
    return round(page.get_width() / MM), round(page.get_height() / MM)


def text_of(page):
    return page.get_textpage().get_text_range()


def codes_on(page):
    """What a phone reads from the page as it is printed, at the 200 dots an inch of a fax."""
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())]


@pytest.mark.usefixtures("engine", "tongue")
def test_a_slip_is_exactly_one_a5_page_whatever_is_written_on_it():
    found = [a_slip(), a_slip(HOSTILE), a_slip(resident=a_slip().resident, cycle=3)]
    pages = pages_of(slips_page(read_templates(), found, HOSTILE, AT.year))
    assert [millimetres(page) for page in pages] == [A5] * 3
    first = text_of(pages[0]).replace("\r\n", "")
    for said in ("厨房龙头滴水", "5555", "09:20", "0421"):
        assert said in first, said
    assert ID[-4:] in first
    assert [codes_on(page) for page in pages] == [[ID]] * 3


@pytest.mark.usefixtures("engine", "tongue")
def test_the_night_book_fills_whole_a4_pages():
    pages = pages_of(night_page(read_templates(), "阳光花园", rows=2 * ROWS))
    assert [millimetres(page) for page in pages] == [A4_WIDE] * 2


@pytest.mark.usefixtures("engine")
def test_nothing_outside_the_page_is_read(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">GEHEIM</text></svg>')
    html = (
        f'<img src="{secret.as_uri()}" alt="nicht da"><p>x</p>'
        '<link rel="stylesheet" href="http://192.0.2.1/a.css">'
    )
    text = "".join(map(text_of, pages_of(html)))
    assert "GEHEIM" not in text
    assert "x" in text


def test_without_the_engine_the_way_to_install_it_is_told(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CallError) as told:
        to_pdf("x")
    assert (told.value.code, told.value.facts["command"]) == (
        "missing_extra",
        'pip install "wuye-cli[pdf]"',
    )


def test_without_its_library_the_engine_is_silent_and_the_library_is_named(tmp_path):
    """A module in the engine's place fails as the engine does without pango."""
    (tmp_path / "weasyprint.py").write_text(
        "print('WeasyPrint could not import some external libraries.')\n"
        "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
    )
    ran = python(
        "from wuye_cli.gateways.printing.pdf import to_pdf\n"
        "from wuye_cli.domain.errors import CallError\n"
        "try:\n to_pdf('x')\n"
        "except CallError as error:\n print(error.code, 'libpango' in error.facts['reason'])\n",
        PYTHONPATH=os.pathsep.join((str(tmp_path), "src")),
    )
    assert ran == "print.no_pango True\n"


@pytest.mark.usefixtures("engine")
def test_without_a_chinese_font_chinese_is_refused_and_the_rest_is_printed(tmp_path):
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    ran = python(
        "from wuye_cli.gateways.printing.pdf import to_pdf\n"
        "from wuye_cli.domain.errors import CallError\n"
        "try:\n to_pdf('<p>派工单</p>')\n"
        "except CallError as error:\n print(error.code)\n",
        FONTCONFIG_FILE=str(tmp_path / "fonts.conf"),
    )
    assert ran == "print.no_font\n"


def python(program: str, **more: str) -> str:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", "HOME": os.environ["HOME"]}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment | more,
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
