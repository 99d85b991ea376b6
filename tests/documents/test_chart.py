"""Charts on paper: read back from the PDF, also over several pages."""

import re

import paper_reading
from kpm_desktop.documents import chart, drawing
from kpm_desktop.documents.drawing import Sketchbook
from kpm_desktop.documents.flow import Flow, Frame
from kpm_desktop.documents.page import F4
from kpm_desktop.domain.charts import Bar, BarChart, percent_axis
from paper_samples import AWKWARD_NAMES


def pdf_of(shown: BarChart) -> bytes:
    book = Sketchbook(F4, "Kehadiran")
    flow = Flow(Frame(20.0, 200.0, 20.0, 300.0))
    flow.heading("Kehadiran tiap kecamatan")
    chart.add_chart(flow, shown)
    flow.place(book, book.page(), 20.0)
    return drawing.draw(book.finish())


def test_names_come_back_letter_for_letter() -> None:
    bars = tuple(Bar(name, float(place), f"{place} %") for place, name in enumerate(AWKWARD_NAMES))
    read = re.sub(r"\s", "", paper_reading.joined(pdf_of(BarChart(bars, 100.0, percent_axis()))))
    for name in AWKWARD_NAMES:
        assert re.sub(r"\s", "", name) in read


def test_a_long_chart_goes_on_on_the_next_page() -> None:
    bars = tuple(Bar(f"Kecamatan {place:03}", float(place % 100), f"{place} orang") for place in range(120))
    pages = paper_reading.texts(pdf_of(BarChart(bars, 100.0, percent_axis(), 75.0, "target 75 %")))
    assert len(pages) == 3
    found = [re.findall(r"Kecamatan \d{3}", page) for page in pages]
    assert all(found)
    assert [name for page in found for name in page] == [bar.label for bar in bars]
    assert "target 75 %" in pages[0]
    assert "100 %" in pages[-1]
