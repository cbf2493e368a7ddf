"""The page of `storylens open`: this machine alone, under its own name, with the token."""

from __future__ import annotations

import json
import re

import pytest

from storylens import Project
from storylens.widget.page import COOKIE, HOST, page_app

client = pytest.importorskip("starlette.testclient", reason="needs httpx, which is not here")
PORT, TOKEN = 8765, "the-token"
HERE = f"http://{HOST}:{PORT}"


@pytest.fixture
def browser(seen_village: Project) -> client.TestClient:
    """A browser without the token yet."""
    return client.TestClient(page_app(seen_village.store, "Tendai", TOKEN, PORT), base_url=HERE)


def test_without_the_token_nothing_is_answered(browser: client.TestClient) -> None:
    assert browser.get("/").status_code == 403
    assert browser.get("/?token=guess").status_code == 403
    assert browser.post("/ask", json={"ask": "documents"}).status_code == 403
    assert "Tendai" not in browser.get("/").text
    assert browser.get("/recording/x").status_code == 403


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_gets(browser: client.TestClient) -> None:
    answer = browser.get(f"/?token={TOKEN}", follow_redirects=False)
    assert answer.headers["location"] == "/"  # the token leaves the address
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert browser.get("/").status_code == 200
    assert browser.post("/ask", json={"ask": "documents"}).json()["ok"]


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", f"{HOST}:1", ""])
def test_a_name_that_points_here_from_outside_is_refused(browser: client.TestClient, host: str) -> None:
    browser.cookies.set(COOKIE, TOKEN)
    for answer in (
        browser.get(f"/?token={TOKEN}", headers={"host": host}, follow_redirects=False),
        browser.post("/ask", json={"ask": "documents"}, headers={"host": host}),
    ):
        assert answer.status_code == 403


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(browser: client.TestClient) -> None:
    page = browser.get(f"/?token={TOKEN}")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in page.text
    for file in ("/coder.js", "/static/coder.css"):
        text = browser.get(file).text
        assert text
        assert "http://" not in text
        assert "https://" not in text
        assert "innerHTML" not in text


def test_what_is_no_question_is_refused_in_a_sentence(browser: client.TestClient) -> None:
    browser.cookies.set(COOKIE, TOKEN)
    for body in (b"", b"[]", b"not json", b'{"ask": "recording"}'):
        answer = browser.post("/ask", content=body)
        assert answer.status_code in (200, 400)
        assert answer.json()["ok"] is False


def test_a_name_stays_a_name(seen_village: Project) -> None:
    name = '</script><script>alert(1)</script> "O\'Neill"'
    page = (
        client.TestClient(page_app(seen_village.store, name, TOKEN, PORT), base_url=HERE).get(f"/?token={TOKEN}").text
    )
    assert page.count("<script") == 2
    assert json.loads(re.findall(r'id="who">(.*)</script>', page)[0])["coder"] == name
