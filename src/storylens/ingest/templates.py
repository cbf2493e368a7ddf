"""What site generators leave in the source of a page: instructions of Liquid, Jinja, Twig and their like."""

from __future__ import annotations

import re

# Each stops at the next opening, so that hostile text costs no more than its length.
TEMPLATE = re.compile(
    r"\{%(?:[^%{]|%(?!\})|\{(?!%)){0,4000}%\}"  # {% include picture.html %}
    r"|\{\{(?:[^{}]|\}(?!\})|\{(?!\{)){0,2000}\}\}"  # {{ site.email }}
    r"|\{#(?:[^#{]|#(?!\})|\{(?!#)){0,2000}#\}"  # {# a remark #}
)
