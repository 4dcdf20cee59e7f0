"""A client of the first notebooks: sessions below their agent, events by pages, on the requests library."""

import time
import uuid

import requests

from checks.report import Checks, equal, that
from checks.wire import await_that, refuse_unless
from checks.world import FAST, SLOW, VERY_SLOW

check = Checks("notebook")

ANSWER_MAX_S = 60
PAGE = 100
BETWEEN_PAGES_S = 0.5
KNOWN = {
    "message.user", "message.agent", "message.tool_call", "message.tool_result", "checkpoint",
    "LoopStarted", "LoopCompleted", "LoopError", "IterationStarted", "IterationCompleted",
    "LlmCallStarted", "LlmCallCompleted", "ToolExecutionStarted", "TextDelta",
}  # fmt: skip


class Notebook:
    """A conversation as such a notebook holds it."""

    def __init__(self, world, **agent):
        self.v1 = f"{world.url}/v1"
        body = {
            "name": "Notebook Agent",
            "description": "made by a notebook",
            "system_prompt": "You are brief.",
            "tags": ["example", "notebook"],
        }
        self.agent = self.post("/agents", {**body, **agent})
        self.path = f"/agents/{self.agent['id']}/sessions"
        self.session = self.post(self.path, {"title": "A notebook"})
        self.path += f"/{self.session['id']}"

    def post(self, path, body):
        answer = requests.post(self.v1 + path, json=body, timeout=30)
        refuse_unless(answer.status_code, answer.text, (200, 201))
        return answer.json()

    def get(self, path, expected=200, **query):
        answer = requests.get(self.v1 + path, params=query, timeout=30)
        refuse_unless(answer.status_code, answer.text, (expected,))
        return answer

    def say(self, text, **role):
        return self.post(f"{self.path}/messages", {"message": {**role, "content": [{"type": "text", "text": text}]}})

    def page(self, offset=None, limit=PAGE):
        place = {"offset": offset} if offset else {}
        return self.get(f"{self.path}/events", limit=limit, **place)

    def read(self, offset, last=("message.agent", "LoopError")):
        """Pages until one of the last kinds was there, as the notebook reads; the events and the next offset."""
        events = []
        deadline = time.monotonic() + ANSWER_MAX_S
        while time.monotonic() < deadline:
            body = self.page(offset).json()
            for event in body.get("data", []):
                look_at(event)
                events.append(event)
                if event["event_type"] in last:
                    return events, body.get("next_offset") or event["id"]
            offset = body.get("next_offset") or offset
            time.sleep(BETWEEN_PAGES_S)
        raise AssertionError(f"nothing of {last} within {ANSWER_MAX_S} s, only {kinds(events)}")

    def everything(self):
        """All events of a session in which nothing runs any more."""
        await_that(lambda: self.get(self.path).json()["status"] != "running", "the turn ends")
        return self.page(limit=1000).json()["data"]

    def run(self, text):
        self.say(text)
        self.read(None)
        return self.everything()


def look_at(event):
    """Touches what such a notebook touches of each kind, so that what would stop it stops the check."""
    kind, data = event["event_type"], event["data"]
    that(isinstance(event["id"], str), "an event's id is a string")
    that(isinstance(data, dict), f"the data of {kind} is an object")
    if kind.startswith("message."):
        that(isinstance(data["content"], list), f"the content of {kind} is a list")
        for part in data["content"]:
            if part.get("type") == "text":
                that(isinstance(part["text"], str), "a text is a string")
            if part.get("type") == "tool_call":
                that(part["name"] and isinstance(part["arguments"], dict), "a call has a name and arguments")
            if part.get("type") == "tool_result":
                str(part.get("result", ""))[:80]
    elif kind == "checkpoint":
        that(isinstance(data["status"], str), "a checkpoint has a status")
        data.get("last_event_id", "")[:8]
    elif kind == "LoopCompleted":
        that(isinstance(data["total_iterations"], int), "the steps of the loop are counted")


def text_of(event):
    return "\n".join(part["text"] for part in event["data"]["content"] if part.get("type") == "text")


def kinds(events):
    return [event["event_type"] for event in events]


@check("the service says in JSON that it is healthy")
def health(world):
    answer = requests.get(f"{world.url}/health", timeout=30)
    answer.raise_for_status()
    that(isinstance(answer.json(), dict), "the answer is an object")


@check("an agent with a free name, a description and tags, and a session below it, have ids that fit into paths")
def things_have_ids(world):
    book = Notebook(world)
    for thing in (book.agent, book.session):
        that(isinstance(thing["id"], str) and thing["id"].isprintable(), "the id is a string")
        that(not set(thing["id"]) & set("/ ?#%"), f"{thing['id']} needs no escape")
    equal(book.agent["name"], "Notebook Agent", "the name")
    equal(book.agent["tags"], ["example", "notebook"], "the tags")
    equal(book.session["title"], "A notebook", "the title")


@check("a message is answered, read page by page by offset; the next one too, without its role and from the saved offset")
def two_turns(world):
    book = Notebook(world)
    that(book.say("What is two plus two?", role="user")["id"], "the message has an id")
    first, offset = book.read(None)
    that(text_of(first[-1]).strip(), "the answer has text")
    offset[:8]
    equal(kinds(first).count("message.user"), 1, "messages of the user before the answer")
    book.say("And three plus three?")
    second, later = book.read(offset)
    that(text_of(second[-1]).strip(), "the second answer has text")
    that(not {e["id"] for e in first} & {e["id"] for e in second}, "nothing comes twice")
    that(first[-1]["id"] != second[-1]["id"], "the second answer is another one")
    that(later != offset, "the offset went on")


@check("the events of a turn stand in order, their ids and sequences grow, and no delta is among them")
def order(world):
    events = Notebook(world, model_settings=FAST).run("Hello.")
    for event in events:
        look_at(event)
        that(event["event_type"] in KNOWN, f"{event['event_type']} is a kind that notebooks know")
    wanted = ["message.user", "LoopStarted", "LlmCallStarted", "LlmCallCompleted", "message.agent", "LoopCompleted"]
    equal([kind for kind in kinds(events) if kind in wanted], wanted, "the order")
    equal(kinds(events)[-1], "checkpoint", "the last event")
    that("TextDelta" not in kinds(events), "no delta is on a page")
    ids = [event["id"] for event in events]
    equal(ids, sorted(ids), "the ids")
    equal([str(uuid.UUID(id)) for id in ids], ids, "the ids as UUIDs with dashes")
    that(all(uuid.UUID(id).version == 7 for id in ids), "the ids know their time")
    sequences = [event["sequence"] for event in events]
    that(all(one < other for one, other in zip(sequences, sequences[1:])), f"{sequences} grow")


@check("a call of a tool and its result are told before the answer, and the answer is the only message of the agent")
def tools(world):
    book = Notebook(world, capabilities=[{"ref": "test_math"}], model_settings=FAST)
    events = book.run("Please add 19 and 23.")
    told = [kind for kind in kinds(events) if kind.startswith("message.")]
    equal(told[0], "message.user", "the first message")
    that(told.count("message.tool_call") >= 1 and told.count("message.tool_result") >= 1, f"tools are told in {told}")
    equal(told.count("message.agent"), 1, "answers")
    equal(told[-1], "message.agent", "the last message")
    that(told.index("message.tool_call") < told.index("message.tool_result"), "a result follows its call")
    results = [part for e in events for part in (e["data"].get("content") or []) if part.get("type") == "tool_result"]
    that(any("42" in str(part.get("result")) for part in results), f"42 is among {results}")


@check("a turn that fails is told as LoopError, with a sentence and a place to go on from")
def failure(world):
    error = {"error": {"kind": "invalid_request", "next_move": "give_up"}}
    book = Notebook(world, model_settings={"simulated": {"script": [error]}})
    book.say("Hello.")
    events, offset = book.read(None)
    equal(kinds(events)[-1], "LoopError", "the end")
    that(isinstance(events[-1]["data"]["error"], str) and events[-1]["data"]["error"], "the error is a sentence")
    offset[:8]


@check("pages of any size add up to the same events, and the offset after the last leads to an empty one")
def pages(world):
    book = Notebook(world, model_settings=FAST)
    all_of_it = book.run("Hello.")
    for limit in (1, 2, 3):
        events, offset = [], None
        while True:
            body = book.page(offset, limit).json()
            that(len(body["data"]) <= limit, "a page keeps its limit")
            events += body["data"]
            equal("next_offset" in body, True, "there is a next offset, if only null")
            if not body["data"]:
                equal((body["next_offset"], body["has_more"]), (None, False), "the end")
                break
            that(len(events) <= len(all_of_it), "pages end")
            offset = body["next_offset"]
        equal([e["id"] for e in events], [e["id"] for e in all_of_it], f"the ids in pages of {limit}")


@check("a page may be as large as a thousand, a larger wish is cut, and none at all is refused")
def limits(world):
    book = Notebook(world, model_settings=FAST)
    book.run("Hello.")
    equal(len(book.page(limit=5000).json()["data"]), len(book.page(limit=1000).json()["data"]), "the page")
    book.get(f"{book.path}/events", expected=400, limit=0)


def full_page(book):
    page = book.page(limit=1)
    return page if page.json()["has_more"] else None


@check("a full page of a session at rest may be kept for ever, and no other page may be kept")
def caching(world):
    book = Notebook(world, model_settings=VERY_SLOW)
    book.say("Hello.")
    page = await_that(lambda: full_page(book), "a full page")
    equal(book.get(book.path).json()["status"], "running", "the session, after the page was read")
    equal(page.headers["Cache-Control"], "no-cache", "while a turn runs")
    book.everything()
    full = book.page(limit=1)
    equal(full.json()["has_more"], True, "more to come")
    equal(full.headers["Cache-Control"], "public, max-age=31536000, immutable", "of a full page")
    last = book.page(limit=1000)
    equal(last.json()["has_more"], False, "more to come")
    equal(last.headers["Cache-Control"], "no-cache", "of the last page")


@check("what it wrote is read as pages, as envelopes, as the tutorial's stream and on the current wire, all at once")
def all_views(world):
    book = Notebook(world, model_settings=FAST)
    path = f"/v1{book.path}/events"
    current = f"/v1/sessions/session_{uuid.UUID(book.session['id']).hex}"
    with world.server.stream(path, {"Accept": "text/event-stream"}) as tutorial, world.server.stream(f"{current}/sse") as sdk:
        sdk.until("session.started")
        book.say("Hello.")
        words, frames = tutorial.until("session.completed"), sdk.until("turn.completed", "turn.failed")
    pages = book.everything()
    envelopes = world.server.get(path, since_id=str(uuid.UUID(int=0))).ok(200)["data"]
    answers = {
        "pages": next(text_of(event) for event in pages if event["event_type"] == "message.agent"),
        "envelopes": next(text_of(event) for event in envelopes if event["type"] == "message.agent"),
        "tutorial": "".join(f.json()["delta"] for f in words if f.event == "message.delta"),
        "current": "".join(f.json()["data"]["delta"] for f in frames if f.event == "output.message.delta"),
    }
    that(answers["pages"], "the answer has text")
    equal(answers, dict.fromkeys(answers, answers["pages"]), "the answer in all views")


@check("the session is deleted and the agent archived, also while a turn runs, and both answer at once")
def cleanup(world):
    book = Notebook(world, model_settings=SLOW)
    book.say("Hello.")
    for path in (book.path, f"/agents/{book.agent['id']}"):
        answer = requests.delete(book.v1 + path, timeout=10)
        equal(answer.status_code, 204, f"DELETE {path}")
    book.get(book.path, expected=404)
    book.get(f"{book.path}/events", expected=404)
