"""A client of the early tutorial: curl and jq, messages whose content is an object, and its event stream."""

import json
import shutil
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

from checks.report import Checks, NotRun, equal, that
from checks.wire import await_that
from checks.world import FAST, SLOW

check = Checks("tutorial")

KEY = {"Authorization": "evr_any-key-will-do"}
ANSWER_MAX_S = 2
VOCABULARY = {
    "session.started", "step.started", "message.delta", "message.created", "tool.started", "tool.completed",
    "session.completed", "session.failed",
}  # fmt: skip

SCRIPT = """
set -eu
call() { curl --silent --show-error --request "$1" "$URL/v1$2" -H "Authorization: evr_any" \
    -H "Content-Type: application/json" --data "$3"; }
agent=$(call POST /agents '{"name": "Assistant", "system_prompt": "You help."}')
agent_id=$(echo $agent | jq -r '.id')
session=$(call POST /agents/$agent_id/sessions '{"title": "From a shell"}')
session_id=$(echo $session | jq -r '.id')
sent=$(call POST /agents/$agent_id/sessions/$session_id/messages \
    '{"role": "user", "content": {"text": "What do * and ? mean in a shell?   Say it in * words."}}')
echo $sent | jq -e -r '.id' >&2
sleep 2
list=$(curl --silent --show-error "$URL/v1/agents/$agent_id/sessions/$session_id/messages" -H "Authorization: evr_any")
echo $list | jq -c '.data[] | [.role, .content.text]'
"""


class Tutorial:
    """A conversation as the tutorial has it."""

    def __init__(self, world, **agent):
        self.server = world.server
        body = {"name": "Assistant", "system_prompt": "You are helpful.", **agent}
        self.agent = self.post("/v1/agents", body)
        self.below = f"/v1/agents/{self.agent['id']}/sessions"
        self.session = self.post(self.below, {"title": "A tutorial"})
        self.path = f"{self.below}/{self.session['id']}"

    def post(self, path, body, expected=201):
        return self.server.post(path, body, KEY).ok(expected)

    def get(self, path):
        return self.server.get(path, KEY).ok(200)

    def say(self, text):
        return self.post(f"{self.path}/messages", {"role": "user", "content": {"text": text}})

    def messages(self):
        return self.get(f"{self.path}/messages")["data"]

    def status(self):
        return self.get(self.path)["status"]

    def finish(self):
        await_that(lambda: any(m["role"] == "assistant" for m in self.messages()), "an answer")
        await_that(lambda: self.status() != "running", "the turn ends")

    def stream(self):
        return self.server.stream(f"{self.path}/events", {**KEY, "Accept": "text/event-stream"})


def bits(id):
    """What the spellings of an id have in common."""
    return uuid.UUID(id.rpartition("_")[2])


@check("the service is healthy and says its version, how it runs and how one signs in")
def health(world):
    body = world.server.get("/health").ok(200)
    equal(body["status"], "ok", "the status")
    that(all(isinstance(body[key], str) for key in ("version", "runner_mode", "auth_mode")), f"words in {body}")


@check("how one signs in can be asked before one has signed in")
def auth_config(world):
    body = world.server.get("/v1/auth/config").ok(200)
    that(body["mode"] in ("none", "admin", "full"), f"the mode in {body}")
    that(isinstance(body["password_auth_enabled"], bool) and isinstance(body["signup_enabled"], bool), "two answers")
    that(isinstance(body["oauth_providers"], list), "a list of providers")


@check("an agent without description and tags, a session, a message with a raw key: each answers 201 with its id")
def creation(world):
    chat = Tutorial(world)
    that(chat.agent["id"] and chat.session["id"], "there are ids")
    session = chat.session
    equal(bits(session["agent_id"]), bits(chat.agent["id"]), "the session's agent")
    equal((session["title"], session["status"]), ("A tutorial", "pending"), "the session")
    that(session["created_at"].endswith("Z"), "a time in UTC")


@check("a message comes back as it was sent, is the first of its session, and belongs to it")
def echo(world):
    chat = Tutorial(world, model_settings=FAST)
    sent = chat.say("How do I reset my password?")
    equal(sent["content"], {"text": "How do I reset my password?"}, "the content")
    equal((sent["role"], sent["sequence"]), ("user", 1), "role and sequence")
    equal(sent["session_id"], chat.session["id"], "the session")
    that(sent["id"] and sent["created_at"], "id and time")


@check("the answer is in the list of messages within two seconds, and every content there is an object")
def answer_in_time(world):
    chat = Tutorial(world)
    sent = time.monotonic()
    chat.say("Hello! What can you help me with?")
    await_that(lambda: any(m["role"] == "assistant" for m in chat.messages()), "the answer", ANSWER_MAX_S)
    that(time.monotonic() - sent < ANSWER_MAX_S + 1, "the list itself is quick")
    listed = chat.messages()
    that(all(isinstance(m["content"], dict) and isinstance(m["role"], str) for m in listed), f"objects in {listed}")
    equal([m["sequence"] for m in listed], list(range(1, len(listed) + 1)), "the sequences")
    that(listed[-1]["content"]["text"].strip(), "the answer has text")


@check("calls of tools and their results are messages of their own, with objects as content too")
def tools(world):
    chat = Tutorial(world, capabilities=[{"ref": "test_math"}], model_settings=FAST)
    chat.say("Please add 19 and 23.")
    chat.finish()
    listed = chat.messages()
    roles = [m["role"] for m in listed]
    that("tool_call" in roles and "tool_result" in roles and roles[-1] == "assistant", f"the roles {roles}")
    that(all(isinstance(m["content"], dict) for m in listed), "every content is an object")
    call = next(m for m in listed if m["role"] == "tool_call")
    result = next(m for m in listed if m["role"] == "tool_result")
    that(call["content"]["name"] and isinstance(call["content"]["arguments"], dict), "a call has name and arguments")
    equal(result["tool_call_id"], call["content"]["id"], "what the result is to")


@check("the list survives a shell that does not quote it: one line, no character that a shell expands")
def unquoted(world):
    chat = Tutorial(world, model_settings=FAST)
    chat.say("* one ? two *.txt \u2028 three")
    chat.finish()
    text = world.server.get(f"{chat.path}/messages", KEY).text
    that(not set(text) & set("*?\n\r\t"), f"{text} is safe")
    equal(json.loads(text)["data"][0]["content"]["text"], "* one ? two *.txt \u2028 three", "what was said")


@check("the whole script in a shell, with curl and jq, in a folder full of files: both sides are printed")
def shell(world):
    if not all(shutil.which(tool) for tool in ("bash", "curl", "jq")):
        raise NotRun("bash, curl and jq are needed")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a", "b", "words"):
            (Path(folder) / name).touch()
        done = subprocess.run(
            ["bash", "-c", SCRIPT], env={"URL": world.url, "PATH": "/usr/local/bin:/usr/bin:/bin", "NO_PROXY": "*"},
            cwd=folder, capture_output=True, text=True, timeout=60)  # fmt: skip
    equal((done.returncode, done.stderr.count("null")), (0, 0), f"the script ({done.stderr})")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    equal([role for role, _ in lines], ["user", "assistant"], "the roles")
    that(lines[0][1].startswith("What do * and ? mean"), f"{lines[0]} is what was said")
    that(lines[1][1].strip(), "the answer has text")


@check("agents are listed, found, changed and archived; sessions are listed and found; all with the codes it names")
def lists(world):
    chat = Tutorial(world, description="before")
    agent = f"/v1/agents/{chat.agent['id']}"
    listed = chat.get("/v1/agents")["data"]
    that(bits(chat.agent["id"]) in [bits(a["id"]) for a in listed], "the agent is listed")
    equal(chat.get(agent)["status"], "active", "the agent")
    changed = world.server.send("PATCH", agent, {"name": "Other Name", "system_prompt": "Be other."}, KEY).ok(200)
    equal((changed["name"], changed["system_prompt"]), ("Other Name", "Be other."), "the answer to the change")
    again = chat.get(agent)
    equal((again["name"], again["system_prompt"]), ("Other Name", "Be other."), "the agent afterwards")
    equal(again["description"], "before", "what was not mentioned")
    that(chat.session["id"] in [s["id"] for s in chat.get(chat.below)["data"]], "the session is listed")
    equal(chat.get(chat.path)["title"], "A tutorial", "the session")
    equal(world.server.send("DELETE", agent, None, KEY).status, 204, "archiving")
    equal(chat.get(agent)["status"], "archived", "the agent, archived")


@check("the stream has the tutorial's words and bare payloads, also when it is opened late")
def stream(world):
    chat = Tutorial(world, model_settings=FAST)
    with chat.stream() as live:
        chat.say("Hello.")
        seen = live.until("session.completed", "session.failed")
    with chat.stream() as late:
        replayed = late.until("session.completed", "session.failed")
    for frames in (seen, replayed):
        names = [frame.event for frame in frames]
        that(set(names) <= VOCABULARY, f"the words {set(names) - VOCABULARY} are known")
        order = ["session.started", "step.started", "message.delta", "message.created", "session.completed"]
        equal(list(dict.fromkeys(names)), order, "the order")
        payloads = [frame.json() for frame in frames]
        that(all(isinstance(p, dict) and "type" not in p and "data" not in p for p in payloads), "payloads are bare")
        equal(payloads[0]["session_id"], chat.session["id"], "the session")
        chat.finish()
        text = "".join(p["delta"] for f, p in zip(frames, payloads) if f.event == "message.delta")
        equal(text, chat.messages()[-1]["content"]["text"], "the deltas put together")
    that(live.headers["Content-Type"].startswith("text/event-stream"), "the content type")


@check("without the wish for a stream the same path answers a list, whatever else is accepted")
def list_not_stream(world):
    chat = Tutorial(world, model_settings=FAST)
    that("data" in world.server.get(f"{chat.path}/events", {**KEY, "Accept": "*/*"}).ok(200), "a list")
    that("data" in world.server.get(f"{chat.path}/events", KEY).ok(200), "a list")


@check("capabilities are listed; those of an agent are set in an order and kept in it")
def capabilities(world):
    chat = Tutorial(world)
    path = f"/v1/agents/{chat.agent['id']}/capabilities"
    offered = {c["id"] for c in chat.get("/v1/capabilities")["data"]}
    that({"current_time", "noop"} <= offered, f"both are among {offered}")
    equal(chat.get(path)["data"], [], "before")
    for wish in (["current_time", "noop"], ["noop", "current_time"]):
        answer = world.server.send("PUT", path, {"capability_ids": wish}, KEY).ok(200)
        for body in (answer, chat.get(path)):
            equal([c["capability_id"] for c in body["data"]], wish, "the order")
            that(all(isinstance(c["position"], int) for c in body["data"]), "positions are numbers")
    that(world.server.send("PUT", path, {"capability_ids": ["no_such"]}, KEY).status == 400, "an unknown one is refused")


@check("a provider and its model are kept and listed by their earlier names, and the key is never shown")
def providers(world):
    key = f"sk-{uuid.uuid4().hex}"
    wish = {"name": "Conformance", "provider_type": "openai", "api_key": key}
    provider = world.server.post("/v1/llm-providers", wish, KEY).ok(201)
    path = f"/v1/llm-providers/{provider['id']}"
    equal((provider["api_key_set"], provider["status"]), (True, "active"), "what is known of the key")
    model = world.server.post(
        f"{path}/models", {"model_id": "some-model", "display_name": "Some", "context_window": 128000}, KEY
    ).ok(201)
    listed = world.server.get("/v1/llm-providers", KEY).ok(200)["data"]
    that(any(each["id"] == provider["id"] for each in listed), "the provider is listed")
    models = world.server.get("/v1/llm-models", KEY).ok(200)
    that(any(each["id"] == model["id"] and each["context_window"] == 128000 for each in models), "the model is listed")
    shown = json.dumps([provider, model, listed, models, world.server.get(path, KEY).ok(200)])
    that(key not in shown, "no answer shows the key")
    equal(world.server.send("DELETE", path, None, KEY).status, 204, "deleting the provider")


@check("a refusal has the code the tutorial names, a sentence and the code again")
def errors(world):
    chat = Tutorial(world)
    nobody = uuid.uuid4()
    asked = [
        ("GET", f"{chat.below}/{nobody}", None, 404),
        ("GET", f"{chat.below}/{nobody}/messages", None, 404),
        ("POST", f"{chat.below}/{nobody}/messages", {"role": "user", "content": {"text": "x"}}, 404),
        ("GET", f"/v1/agents/{nobody}/sessions", None, 404),
        ("POST", f"/v1/agents/{nobody}/sessions", {"title": "x"}, 404),
        ("POST", f"{chat.path}/messages", {"role": "nobody", "content": {"text": "x"}}, 400),
        ("POST", f"{chat.path}/messages", {"role": "user"}, 400),
    ]
    for method, path, body, status in asked:
        answer = world.server.send(method, path, body, KEY)
        equal(answer.status, status, f"{method} {path}")
        told = answer.json()
        that(isinstance(told["error"], str) and told["error"], f"{method} {path} answers a sentence: {told}")
        equal(told["status"], status, "the status in the body")
    broken = world.server.post("/v1/agents", {"name": "", "system_prompt": "x"}, KEY)
    equal(broken.status, 400, "an agent without a name")
    that(broken.json()["error"], "the reason")


@check("a session is pending, running while the turn runs, and pending again")
def status(world):
    chat = Tutorial(world, model_settings=SLOW)
    equal(chat.status(), "pending", "before")
    chat.say("Hello.")
    await_that(lambda: chat.status() == "running", "running", 10)
    await_that(lambda: chat.status() == "pending", "pending again")
    equal(chat.messages()[-1]["role"], "assistant", "the last message, as soon as it is pending again")


@check("the description of the interface can be read")
def openapi(world):
    body = world.server.get("/api-doc/openapi.json").ok(200)
    that(body["openapi"].startswith("3."), "OpenAPI 3")
    that("/v1/agents" in body["paths"], "it tells of agents")


@check("there is a page to explore the interface with")
def explorer(world):
    answer = world.server.get("/swagger-ui/")
    if answer.status != 200:
        answer.ok(200)
    that("html" in answer.headers["Content-Type"], "a page")
