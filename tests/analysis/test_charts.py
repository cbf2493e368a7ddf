"""Charts are drawn on this machine, from the table and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from storylens import Project
from storylens.analysis.charts import matrix_chart, svg, theme_chart, voice_chart

CHARTS = {"themes": theme_chart, "matrix": matrix_chart, "voices-gender": voice_chart}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_an_svg_that_needs_nothing_else(seen_village: Project, name: str) -> None:
    drawn = svg(CHARTS[name](seen_village.tables().table(name)))
    tree = ET.fromstring(drawn)
    assert tree.tag.endswith("svg")
    links = [value for node in tree.iter() for key, value in node.attrib.items() if key.endswith("href")]
    assert not [link for link in links if not link.startswith("#")]
    assert not [node for node in tree.iter() if node.tag.endswith(("script", "foreignObject"))]


def test_the_theme_chart_names_each_theme_and_its_tellers(seen_village: Project) -> None:
    table = seen_village.tables().table("themes")
    drawn = "".join(ET.fromstring(svg(theme_chart(table))).itertext())
    for theme in table.frame.theme:
        assert theme in drawn


def test_the_same_table_is_the_same_picture(seen_village: Project) -> None:
    table = seen_village.tables().table("matrix")
    assert svg(matrix_chart(table)) == svg(matrix_chart(table))
