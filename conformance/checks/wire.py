"""HTTP and server-sent events with nothing but the standard library, so that a check sees what is on the wire."""

import http.client
import json
import queue
import re
import socket
import threading
import time
from urllib.parse import urlencode, urlsplit

from checks.report import NotRun, Owed

ANSWER_MAX_S = 30
FRAME_MAX_S = 45


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        return json.loads(self.text)

    def ok(self, *expected):
        """The body as JSON, of an answer that must have had one of these statuses (200 or 201)."""
        refuse_unless(self.status, self.text, expected or (200, 201))
        return self.json() if self.body else None


def refuse_unless(status, text, expected):
    if status == 501:
        raise Owed(owed_name(text))
    if status not in expected:
        raise AssertionError(f"status {status}, expected {expected}: {text[:500]}")


def owed_name(text):
    """The name of what is missing, else the sentence, else what there is."""
    found = re.search(r"offer this yet: ([a-z-]+)", text) or re.search(r'"message":"([^"]+)"', text)
    return found.group(1) if found else text[:200]


class Server:
    """Requests to one server, each on a connection of its own, as curl makes them."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        if parts.scheme != "http":
            raise NotRun("only http is spoken here")
        self.host, self.port, self.prefix = parts.hostname, parts.port or 80, parts.path

    def send(self, method, path, body=None, headers=None, **query):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=ANSWER_MAX_S)
        try:
            data = None if body is None else json.dumps(body).encode()
            kind = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, self.path(path, query), data, {**kind, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def path(self, path, query):
        return self.prefix + path + ("?" + urlencode(query, doseq=True) if query else "")

    def get(self, path, headers=None, **query):
        return self.send("GET", path, None, headers, **query)

    def post(self, path, body=None, headers=None):
        return self.send("POST", path, body, headers)

    def agent(self, **more):
        """Creates an agent; answers its id."""
        settings = {"name": "Conformance Check", "system_prompt": "You answer briefly."}
        return self.post("/v1/agents", {**settings, **more}).ok(201)["id"]

    def session(self, agent):
        return self.post("/v1/sessions", {"agent_id": agent}).ok(201)["id"]

    def provider(self):
        """Adds a provider of models that nobody asks; answers its id."""
        settings = {"name": "Conformance Check", "provider_type": "openai"}
        return self.post("/v1/llm-providers", settings).ok(201)["id"]

    def say(self, session, text):
        """Sends a message; answers its id."""
        body = {"message": {"role": "user", "content": [{"type": "text", "text": text}]}}
        return self.post(f"/v1/sessions/{session}/messages", body).ok(201)["id"]

    def stream(self, path, headers=None, **query):
        return Stream(self, self.path(path, query), headers or {})

    def session_stream(self, session, **query):
        return self.stream(f"/v1/sessions/{session}/sse", **query)


class Frame:
    def __init__(self, event, data, id):
        self.event = event
        self.data = data
        self.id = id

    def json(self):
        return json.loads(self.data)

    def __repr__(self):
        return f"{self.event}({self.id})"


class Stream:
    """An event stream, read by a thread; next() waits for a frame up to a deadline."""

    def __init__(self, server, path, headers):
        self.frames = queue.Queue()
        self.socket = socket.create_connection((server.host, server.port), timeout=ANSWER_MAX_S)
        lines = [f"GET {path} HTTP/1.1", f"Host: {server.host}:{server.port}", "Accept: text/event-stream"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.response = http.client.HTTPResponse(self.socket)
        self.response.begin()
        if self.response.status != 200:
            text = self.response.read().decode("utf-8")
            self.socket.close()
            refuse_unless(self.response.status, text, (200,))
        self.headers = self.response.headers
        self.socket.settimeout(None)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        event, data, id = "message", [], None
        try:
            while line := self.response.readline():
                text = line.decode("utf-8").rstrip("\n")
                name, _, value = text.partition(":")
                value = value.removeprefix(" ")
                if not text:
                    if data:
                        self.frames.put(Frame(event, "\n".join(data), id))
                    event, data, id = "message", [], None
                elif name == "event":
                    event = value
                elif name == "data":
                    data.append(value)
                elif name == "id":
                    id = value
        except (OSError, ValueError, http.client.HTTPException):
            pass  # cut by either side: the end, which is told below
        self.frames.put(None)

    def next(self, within=FRAME_MAX_S):
        """The next frame; fails when none comes in time or the stream ends."""
        try:
            frame = self.frames.get(timeout=within)
        except queue.Empty:
            raise AssertionError(f"the stream was silent for {within} s") from None
        if frame is None:
            self.frames.put(None)
            raise AssertionError("the stream ended")
        return frame

    def until(self, *events, within=FRAME_MAX_S):
        """All frames up to and including the first of these events."""
        frames = []
        deadline = time.monotonic() + within
        while True:
            try:
                frames.append(self.next(max(0.01, deadline - time.monotonic())))
            except AssertionError as silent:
                raise AssertionError(f"no {' or '.join(events)}: {silent}, after {frames}") from None
            if frames[-1].event in events:
                return frames

    def close(self):
        """Closes at once, so that the server can tell that its reader has gone."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the other side was faster
        self.thread.join(ANSWER_MAX_S)
        self.response.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()


def await_that(question, what, within=30):
    """Asks until the answer is true; the answer."""
    deadline = time.monotonic() + within
    while not (answer := question()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {what}")
        time.sleep(0.05)
    return answer
