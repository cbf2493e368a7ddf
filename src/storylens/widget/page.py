"""The coder without a notebook: a page on this machine alone, behind a token."""

from __future__ import annotations

import json
import secrets
import socket
import webbrowser
from typing import TYPE_CHECKING

from storylens.records import StorylensError
from storylens.store import Store
from storylens.widget.bundle import STATIC, component
from storylens.widget.desk import Desk
from storylens.widget.recordings import recording_of

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
COOKIE = "storylens"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; img-src data:"
)


def page_app(store: Store, coder: str, token: str, port: int) -> Starlette:
    """Return the application. Only who has the token, on this machine and under its own name, is answered."""
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import (
        FileResponse,
        HTMLResponse,
        JSONResponse,
        PlainTextResponse,
        RedirectResponse,
        Response,
    )
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    desk = Desk(store, coder)
    page = _page(coder, store.folder.path.name)
    module = component() + "\nonPage();\n"
    hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    def allowed(request: Request) -> bool:
        """Another site cannot know the token, and a name that points here from outside is not ours."""
        known = secrets.compare_digest(request.cookies.get(COOKIE, ""), token)
        return known and request.headers.get("host", "") in hosts

    def refused() -> Response:
        return PlainTextResponse("Open the address that `storylens open` printed.", status_code=403)

    async def home(request: Request) -> Response:
        if request.headers.get("host", "") not in hosts:
            return refused()
        if secrets.compare_digest(request.query_params.get("token", ""), token):
            answer: Response = RedirectResponse("/", status_code=303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY}) if allowed(request) else refused()

    async def script(_: Request) -> Response:
        return Response(module, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    async def ask(request: Request) -> Response:
        if not allowed(request):
            return refused()
        try:
            question = await request.json()
        except ValueError:
            question = None
        if not isinstance(question, dict):
            return JSONResponse({"ok": False, "error": "this is not a question."}, status_code=400)
        return JSONResponse(await run_in_threadpool(desk.answer, question))

    async def recording(request: Request) -> Response:
        sound = (
            await run_in_threadpool(recording_of, store, request.path_params["document"]) if allowed(request) else None
        )
        return FileResponse(sound.path, media_type=sound.type) if sound else refused()

    return Starlette(
        routes=[
            Route("/", home),
            Route("/coder.js", script),
            Route("/ask", ask, methods=["POST"]),
            Route("/recording/{document}", recording),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )


def _page(coder: str, project: str) -> str:
    """Return the page with the names in it, as data: nothing in a name can end the element that it stands in."""
    who = json.dumps({"coder": coder, "project": project}).replace("<", "\\u003c")
    return (STATIC / "page.html").read_text(encoding="utf-8").replace("WHO", who)


def serve(store: Store, coder: str, *, port: int = 0, browser: bool = True) -> None:
    """Serve the page until it is stopped, and open it in the browser. Port 0 takes any that is free.

    Raises `StorylensError` when the port is taken.
    """
    import uvicorn

    with socket.socket() as free:
        try:
            free.bind((HOST, port))
        except OSError as error:
            raise StorylensError(f"the port {port} is taken", todo="choose another with --port") from error
        port = free.getsockname()[1]
    token = secrets.token_urlsafe(24)
    address = f"http://{HOST}:{port}/?token={token}"
    print(f"The coder is at {address}\nStop it with Ctrl-C; everything is kept as you go.", flush=True)  # noqa: T201
    if browser:
        webbrowser.open(address)
    uvicorn.run(page_app(store, coder, token, port), host=HOST, port=port, log_level="warning")
