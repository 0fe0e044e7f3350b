"""A conversation with yaml-language-server over stdio, as an editor has it (Language Server Protocol)."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tests.conftest import ROOT

Message = dict[str, Any]

COMMAND = "MENTORKIT_YAML_LANGUAGE_SERVER"
"""The environment variable that names the server; else it is looked for on PATH and beside the project."""
FOLDERS = (ROOT / ".venv" / "editor" / "node_modules" / ".bin", ROOT / "node_modules" / ".bin")
PATIENCE = 60
"""Seconds before a silent server counts as broken."""


def command() -> str | None:
    """The server's program, None where there is none (or no node to run it)."""
    if shutil.which("node") is None:
        return None
    folders = os.pathsep.join(map(str, FOLDERS))
    name = "yaml-language-server"
    return os.environ.get(COMMAND) or shutil.which(name) or shutil.which(name, path=folders)


class Server:
    """One running server; a context that ends it."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._heard: queue.Queue[Message | None] = queue.Queue()
        self._asked = self._opened = 0
        threading.Thread(target=self._listen, args=(self._from,), daemon=True).start()

    def __enter__(self) -> Self:
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {
                    "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
                },
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        self.ask(
            "initialize",
            {"processId": os.getpid(), "rootUri": self.folder.as_uri(), "capabilities": capabilities},
        )
        self.tell("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()

    def open(self, text: str) -> str:
        """Open a new document of the folder with a text; returns its address."""
        self._opened += 1
        uri = (self.folder / f"program-{self._opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def diagnostics(self, uri: str) -> list[Message]:
        """What the server underlines in a document that was just opened."""
        while True:
            message = self._hear()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[Message] = message["params"]["diagnostics"]
                return found

    def at(self, method: str, uri: str, line: int, column: int) -> Any:
        """Completion or hover at a place; lines and columns count from 1, as findings have them."""
        place = {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}
        return self.ask(f"textDocument/{method}", place)

    def ask(self, method: str, params: Message) -> Any:
        """The answer to a request."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._hear()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def tell(self, method: str, params: Message) -> None:
        """A notification, which has no answer."""
        self._send({"method": method, "params": params})

    def _hear(self) -> Message:
        message = self._heard.get(timeout=PATIENCE)
        assert message is not None, "the server ended"
        if "id" in message and "method" in message:
            # The server asks for its settings: no catalogue of schemas from the network.
            answers: dict[str, Any] = {"yaml": {"schemaStore": {"enable": False}}}
            items = message.get("params", {}).get("items", ()) if "configuration" in message["method"] else ()
            result = [answers.get(str(item.get("section"))) for item in items] or None
            self._send({"id": message["id"], "result": result})
        return message

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def _listen(self, stream: IO[bytes]) -> None:
        while header := stream.readline():
            size = 0
            while header.strip():
                name, _, value = header.decode("ascii").partition(":")
                size = int(value) if name.lower() == "content-length" else size
                header = stream.readline()
            self._heard.put(json.loads(stream.read(size)))
        self._heard.put(None)
