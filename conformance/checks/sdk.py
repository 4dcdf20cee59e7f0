"""The published Python SDK, as it is installed in the environment that runs this.

A program of its own, because each version of the SDK has an environment of its own: `python -m checks.sdk URL`.
"""

import asyncio
import importlib.metadata
import sys
import uuid

from everruns_sdk import Everruns

from checks.report import Checks, NotRun, Owed, equal, that
from checks.wire import FRAME_MAX_S, owed_name
from checks.world import FAST, SLOW, World

VERSION = importlib.metadata.version("everruns-sdk")
check = Checks(f"SDK {VERSION}")

TURN_MAX_S = 60
ENDS = ("turn.completed", "turn.failed", "turn.cancelled")
QUESTION = "What does a durable engine do, and why would a team use one?"


def with_client(conversation):
    """A check that talks through a client of the SDK, within a time."""

    async def talk(world):
        client = Everruns(api_key="dev", base_url=world.url)
        try:
            await asyncio.wait_for(conversation(world, client), TURN_MAX_S)
        except asyncio.TimeoutError:
            raise AssertionError(f"not over within {TURN_MAX_S} s") from None
        except Exception as refused:
            if getattr(refused, "status_code", None) == 501:
                raise Owed(owed_name(str(refused))) from None
            raise
        finally:
            await client.close()

    return lambda world: asyncio.run(talk(world))


async def agent(client):
    return await client.agents.create(name=f"conformance-{uuid.uuid4().hex[:8]}", system_prompt="Answer in bullets.")


async def session(client, agent_id, title="A conformance check"):
    return await client.sessions.create(harness_name="generic", agent_id=agent_id, title=title)


async def poll(client, session_id):
    """Lists events until the turn completes, as a notebook does; what the notebook would show, and every event."""
    deltas, completed, seen = [], None, {}
    while True:
        for event in await client.events.list(session_id, limit=200):
            if event.id in seen:
                continue
            seen[event.id] = event
            if event.type == "output.message.delta":
                deltas.append(event.data.get("delta", ""))
            elif event.type == "output.message.completed":
                parts = event.data.get("message", {}).get("content", [])
                completed = "\n".join(p.get("text", "") for p in parts if p.get("type") == "text").strip()
            elif event.type == "turn.completed":
                return "".join(deltas).strip() or completed or "", list(seen.values())
            elif event.type in ENDS:
                raise AssertionError(f"{event.type}: {event.data}")
        await asyncio.sleep(0.1)


class Reading:
    """A stream of the SDK that is left in order: the SDK's generators are closed from the outside in, then its client."""

    def __init__(self, client, session_id):
        self.stream = client.events.stream(session_id)
        self.iterator = self.stream.__aiter__()
        self.events = []

    async def __aenter__(self):
        return self

    async def next(self):
        try:
            self.events.append(await asyncio.wait_for(self.iterator.__anext__(), FRAME_MAX_S))
        except asyncio.TimeoutError:
            raise AssertionError(f"the stream was silent, after {[e.type for e in self.events]}") from None
        return self.events[-1]

    async def turn(self):
        """Everything up to the first end of a turn."""
        while (await self.next()).type not in ENDS:
            pass
        return self.events

    async def __aexit__(self, *failure):
        self.stream.stop()
        await self.iterator.aclose()
        for _ in range(10):
            await asyncio.sleep(0)  # lets the loop close the generators below, each of which it learns of in turn
        await self.stream.aclose()


def is_turn_of(message, events):
    """All of this message's turn was told, once, and nothing of another one."""
    first = next((e for e in events if e.type == "input.message"), None)
    that(first is not None, f"the message is told among {[e.type for e in events]}")
    equal(first.data["message"]["id"], message.id, "the message of the turn")
    turns = {e.context.turn_id for e in events if e.context.turn_id}
    equal(turns, {first.context.turn_id}, "the turns")
    equal(events[-1].type, "turn.completed", "the end")
    that(len({e.id for e in events}) == len(events), "nothing came twice")
    completed = next(e for e in events if e.type == "output.message.completed")
    text = completed.data["message"]["content"][0]["text"]
    equal("".join(e.data["delta"] for e in events if e.type == "output.message.delta"), text, "the deltas put together")


@check("an agent, a session of the generic harness and a message are what it takes for such")
@with_client
async def creation(world, client):
    made = await agent(client)
    equal(made.status, "active", "the agent's status")
    opened = await session(client, made.id)
    that(opened.status in ("started", "active", "idle", "waitingfortoolresults"), f"{opened.status} is a status")
    equal(opened.agent_id, made.id, "the session's agent")
    sent = await client.messages.create(opened.id, QUESTION)
    equal(sent.role, "user", "the message's role")
    equal([(p.type, p.text) for p in sent.content], [("text", QUESTION)], "the message's content")


@check("a reader that lists events until the turn completes has the answer, after the completed message")
@with_client
async def notebook(world, client):
    for run in range(2):
        suffix = uuid.uuid4().hex[:8]
        made = await client.agents.create(name=f"sdk-notebook-{suffix}", system_prompt="Be brief.")
        opened = await session(client, made.id, f"SDK notebook demo {suffix}")
        await client.messages.create(opened.id, QUESTION)
        response, events = await poll(client, opened.id)
        that(response, f"the answer of run {run} has text")
        types = [event.type for event in events]
        that(types.index("output.message.completed") < types.index("turn.completed"), f"the order of {types}")
        whole = await client.messages.list(opened.id)
        equal([m.role for m in whole], ["user", "agent"], "the roles")
        equal(whole[1].content[0].text.strip(), response, "the answer, once from events and once from messages")


@check("a list of events is of valid events, oldest first, of one session, with objects as contexts")
@with_client
async def events_validate(world, client):
    opened = await session(client, (await agent(client)).id)
    await client.messages.create(opened.id, QUESTION)
    await poll(client, opened.id)
    events = await client.events.list(opened.id, limit=200)
    that(len(events) > 5, f"{len(events)} events")
    equal([event.ts for event in events], sorted(event.ts for event in events), "the times")
    if hasattr(events[0], "sequence"):
        equal([event.sequence for event in events], list(range(1, len(events) + 1)), "the sequences")
    equal({event.session_id for event in events}, {opened.id}, "the sessions")
    that(all(isinstance(event.data, dict) and event.ts.endswith("Z") for event in events), "data and times")


@check("either all the deltas of an answer are in the list of events, or none is")
@with_client
async def deltas_or_none(world, client):
    opened = await session(client, (await agent(client)).id)
    await client.messages.create(opened.id, QUESTION)
    response, events = await poll(client, opened.id)
    text = next(e for e in events if e.type == "output.message.completed").data["message"]["content"][0]["text"]
    deltas = [e.data["delta"] for e in events if e.type == "output.message.delta"]
    that(not deltas or "".join(deltas) == text, "a part of the deltas would cut the answer")


@check("the same agent can be created again, and is the same")
@with_client
async def again(world, client):
    name = f"conformance-{uuid.uuid4().hex[:8]}"
    first = await client.agents.create(name=name, system_prompt="One.")
    second = await client.agents.create(name=name, system_prompt="Two.")
    equal(second.id, first.id, "the id")
    equal(second.system_prompt, "Two.", "the prompt")


@check("a stream opened before, during and after a turn tells that turn, in one session after another")
@with_client
async def streams_of_first_turns(world, client):
    for when in ("before", "during", "after"):
        opened = await session(client, slow_agent(world, FAST if when == "after" else SLOW))
        await told(world, client, opened, when)


@check("a stream opened before, during and after tells the newest turn, and never the end of one before it")
@with_client
async def streams_of_later_turns(world, client):
    opened = await session(client, slow_agent(world, FAST))
    for when in ("after", "before", "during", "before", "after", "after"):
        await told(world, client, opened, when)


def slow_agent(world, settings):
    return world.server.agent(model_settings=settings)


async def told(world, client, opened, when):
    """Says something and reads its turn from a stream of the SDK that was opened then."""
    with world.server.session_stream(opened.id, replay="none") as watcher:
        await asyncio.to_thread(watcher.until, "connected")
        if when == "before":
            async with Reading(client, opened.id) as reading:
                turn = asyncio.create_task(reading.turn())
                # Nothing tells when the SDK is connected; clients that send at once are as likely to be earlier as later.
                await asyncio.sleep(0.2)
                message = await client.messages.create(opened.id, f"Said {when}.")
                events = await turn
        else:
            message = await client.messages.create(opened.id, f"Said {when}.")
            reached = "output.message.delta" if when == "during" else "session.idled"
            await asyncio.to_thread(watcher.until, reached)
            async with Reading(client, opened.id) as reading:
                events = await reading.turn()
    is_turn_of(message, events)


@check("renaming, cancelling and deleting a session answer what it takes for an answer")
@with_client
async def ends(world, client):
    opened = await session(client, slow_agent(world, SLOW))
    await client.messages.create(opened.id, QUESTION)
    await client.sessions.cancel(opened.id)
    equal((await client.sessions.get(opened.id)).id, opened.id, "the session")
    that(opened.id in [s.id for s in await client.sessions.list()], "it is listed")
    await client.sessions.delete(opened.id)


@check("capabilities and agents can be listed")
@with_client
async def lists(world, client):
    made = await agent(client)
    that(any(c.id == "current_time" for c in await client.capabilities.list()), "current_time is offered")
    that(await client.agents.list(), "there are agents")
    equal((await client.agents.get(made.id)).id, made.id, "the agent")
    await client.agents.delete(made.id)


def offered(client, resource):
    if not hasattr(client, resource):
        raise NotRun(f"this version has no {resource}")


@check("the models can be listed")
@with_client
async def models(world, client):
    offered(client, "models")
    listed = await client.models.list()
    that(listed, "there is a model")
    equal((await client.models.get(listed[0].id)).id, listed[0].id, "the model")


@check("the harnesses can be listed")
@with_client
async def harnesses(world, client):
    offered(client, "harnesses")
    that(any(h.name == "generic" for h in await client.harnesses.list()), "generic is among them")


if __name__ == "__main__":
    check.run(World(sys.argv[1]))
