"""Charts on the screen: what is read out, and that the bars are as long as they say, light and dark."""

import pytest
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.charts import Bar, BarChart
from kpm_desktop.ui.chart_view import ChartView
from kpm_desktop.ui.theme import Scheme, theme

CHART = BarChart((Bar("Dringu", 50.0, "50 %"), Bar("Gending", 100.0, "100 %")), 100.0)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("percent", [100, 200])
def test_bars_have_their_lengths(qtbot: QtBot, scheme: Scheme, percent: int) -> None:
    theme().choose(scheme, percent)
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(CHART)
    view.resize(900, view.heightForWidth(900))
    picture = view.grab().toImage()
    bar, track = theme().color("bar"), theme().color("track")
    rows = [
        [picture.pixelColor(x, y) for x in range(picture.width())]
        for y in (round(picture.height() * place) for place in (0.25, 0.75))
    ]
    half, whole = ([row.count(bar), row.count(track)] for row in rows)
    assert abs(half[0] - half[1]) <= 2
    assert abs(sum(half) - sum(whole)) <= 2
    assert whole[1] <= 2
    theme().choose(Scheme.LIGHT, 100)


def test_a_chart_is_read_out(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(CHART)
    assert view.accessibleName() == "Dringu: 50 %, Gending: 100 %"
