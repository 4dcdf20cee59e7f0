"""Streams of the current wire: opened at any moment, over restarts, on two nodes, watched or not.

Never silent, and never the end of another turn. Each conversation has a second reader that only watches, as an operator
does; it says when something has happened, and what it is told counts as told to nobody.
"""

import asyncio
import uuid

from everruns_sdk import Everruns

from checks import sdk
from checks.report import Checks, equal, that
from checks.wire import await_that
from checks.world import FAST, SLOW, VERY_SLOW

check = Checks("streams")

ENDS = sdk.ENDS
DELTA = "output.message.delta"
MOMENTS = ("before", "during", "after")


class Talk:
    """A session with a watcher; messages go to one node and streams are opened on one."""

    def __init__(self, say_at, read_at, watch_at=None, settings=SLOW):
        self.say_at, self.read_at, self.watch_at = say_at, read_at, watch_at or say_at
        self.session = say_at.session(say_at.agent(model_settings=settings))

    def watch(self):
        watcher = self.watch_at.session_stream(self.session, replay="session")
        watcher.until("connected")
        return watcher

    def say(self, text="Tell me."):
        return self.say_at.say(self.session, f"{text} {uuid.uuid4().hex[:6]}")

    def open(self, **query):
        return self.read_at.session_stream(self.session, **query)

    def turn(self, moment):
        """Says something and reads from a stream that is opened then. Fails unless it tells that turn and no other end."""
        with self.watch() as watcher:
            if moment == "before":
                with self.open() as stream:
                    start = stream.next()
                    message = self.say()
                    frames = [start, *stream.until(*ENDS)]
            else:
                message = self.say()
                of_message(watcher, message, "output.message.delta" if moment == "during" else "session.idled")
                with self.open() as stream:
                    frames = stream.until(*ENDS)
        tells(frames, message)
        return frames


def of_message(watcher, message, event):
    """Waits until a watcher has seen this event of the message's turn."""
    turn = None
    while True:
        frame = watcher.until("input.message", event)[-1]
        body = frame.json()
        if frame.event == "input.message" and body["data"]["message"]["id"] == message:
            turn = body["context"]["turn_id"]
        elif frame.event == event and turn and body["context"].get("turn_id") == turn:
            return


def tells(frames, message, recovered=False):
    """The frames are the greeting and the whole turn of the message: nothing twice, nothing of another turn."""
    names = [frame.event for frame in frames]
    equal(names[0], "connected", "the first frame")
    equal(names[-1], "turn.completed", "the last frame")
    bodies = [frame.json() for frame in frames[1:]]
    inputs = [body for body in bodies if body["type"] == "input.message"]
    equal([body["data"]["message"]["id"] for body in inputs], [message], "the messages that were told")
    of_turns = {body["context"]["turn_id"] for body in bodies if body["context"].get("turn_id")}
    equal(of_turns, {inputs[0]["context"]["turn_id"]}, "the turns that were told")
    equal([name for name in names if name in ENDS], ["turn.completed"], "the ends")
    ids = [body["id"] for body in bodies]
    equal(len(set(ids)), len(ids), "different events")
    sequences = [body["sequence"] for body in bodies if "sequence" in body]
    equal(sequences, list(range(sequences[0], sequences[0] + len(sequences))), "the sequences")
    that(all(body["type"] == frame.event for body, frame in zip(bodies, frames[1:])), "each frame is of its type")
    last_attempt = names[names.index("reason.recovered") if recovered else 0 :]
    parts = [name for name in last_attempt if name in ("output.message.started", DELTA, "reason.completed")]
    equal(list(dict.fromkeys(parts)), ["output.message.started", DELTA, "reason.completed"], "the parts of the answer")
    equal([parts[0], parts[-1]], ["output.message.started", "reason.completed"], "what stands around the deltas")
    completed = [body["data"]["message"] for body in bodies if body["type"] == "output.message.completed"]
    text = completed[-1]["content"][0]["text"]
    equal(answer_of(bodies, recovered), text, "the deltas put together")


def answer_of(bodies, recovered):
    """The text of the last attempt: after a crash the answer starts again."""
    text = ""
    for body in bodies:
        if recovered and body["type"] == "reason.recovered":
            text = ""
        elif body["type"] == "output.message.delta":
            text += body["data"]["delta"]
    return text


def nothing_due(server, session):
    """Waits until a node knows that all was told; between nodes that takes a moment."""

    def knows():
        with server.session_stream(session) as stream:
            greeting = stream.until("connected")[0].json()
            return "replay_from" not in greeting

    await_that(knows, "another node knows what was told", 5)


@check("what a stream told is judged strictly: a frame missing, doubled, moved or of another turn is noticed")
def strictness(world):
    talk = Talk(world.server, world.server, settings=FAST)
    frames, other = talk.turn("after"), talk.turn("after")
    message = next(f.json()["data"]["message"]["id"] for f in frames if f.event == "input.message")
    of_the_turn = [i for i, f in enumerate(frames) if i and f.event != "session.started"]
    wrong = [frames[:i] + frames[i + 1 :] for i in of_the_turn]
    wrong += [[*frames[: i + 1], *frames[i:]] for i in of_the_turn]
    wrong += [[*frames[:i], other[-1], *frames[i:]] for i in of_the_turn]
    wrong += [[*frames[:i], frames[i + 1], frames[i], *frames[i + 2 :]] for i in of_the_turn[:-1]]
    that(len(wrong) > 40, f"{len(wrong)} ways to be wrong")
    for number, told in enumerate(wrong):
        try:
            tells(told, message)
        except (AssertionError, IndexError):
            continue
        raise AssertionError(f"way {number} to be wrong was not noticed: {told}")


@check("opened before, during and after the first turn: that turn, whole")
def first_turns(world):
    for moment in MOMENTS:
        Talk(world.server, world.server).turn(moment)


@check("opened before, during and after each later turn: that turn, and no end of one that was told before")
def later_turns(world):
    talk = Talk(world.server, world.server)
    for moment in ("after", "before", "during", "before", "after", "after", "during"):
        talk.turn(moment)


@check("two turns that nobody was told: both, in order")
def two_untold(world):
    talk = Talk(world.server, world.server, settings=FAST)
    with talk.watch() as watcher:
        messages = [talk.say(), talk.say()]
        of_message(watcher, messages[1], "session.idled")
    with talk.open() as stream:
        frames = [*stream.until(*ENDS), *stream.until(*ENDS)]
    bodies = [frame.json() for frame in frames[1:]]
    inputs = [body for body in bodies if body["type"] == "input.message"]
    equal([body["data"]["message"]["id"] for body in inputs], messages, "the messages that were told")
    ends = [body["context"]["turn_id"] for body in bodies if body["type"] in ENDS]
    equal(ends, [body["context"]["turn_id"] for body in inputs], "the turns that ended")


@check("cut inside an answer and opened again with the last id: the rest, without a gap or a repetition")
def resumed(world):
    talk = Talk(world.server, world.server)
    with talk.open() as stream:
        stream.until("session.started")
        message = talk.say()
        frames = stream.until("output.message.delta")
    while frames[-1].event not in ENDS:
        with talk.open(since_id=frames[-1].json()["id"]) as stream:
            stream.until("connected")
            for _ in range(7):
                frames.append(stream.next())
                if frames[-1].event in ENDS:
                    break
    with talk.open(replay="session") as stream:
        whole = stream.until(*ENDS)
    equal([f.data for f in frames], [f.data for f in whole[2:]], "what was read in pieces")
    tells([whole[0], *whole[2:]], message)


@check("filtered, the stream still tells when the turn ends, and the next one begins after it")
def filtered(world):
    talk = Talk(world.server, world.server, settings=FAST)
    with talk.watch() as watcher:
        message = talk.say()
        of_message(watcher, message, "session.idled")
    with talk.open(exclude="output.message.delta") as stream:
        names = [frame.event for frame in stream.until(*ENDS)]
    that("output.message.delta" not in names and names[-1] == "turn.completed", f"{names} are filtered")
    talk.turn("before")
    talk.turn("after")


@check("a list of events counts as a reader, as a stream does")
def list_counts(world):
    talk = Talk(world.server, world.server, settings=FAST)
    with talk.watch() as watcher:
        message = talk.say()
        of_message(watcher, message, "session.idled")
    listed = world.server.get(f"/v1/sessions/{talk.session}/events", limit=200).ok(200)["data"]
    equal(listed[-1]["type"], "session.idled", "the end of the list")
    talk.turn("before")


@check("sent, killed while it answered, started again, and only then opened: the turn comes to its end")
def killed_before_opening(world):
    service = world.service()
    talk = Talk(world.server, world.server, settings=VERY_SLOW)
    with talk.watch() as watcher:
        message = talk.say()
        of_message(watcher, message, "output.message.delta")
        service.kill()
    service.start()
    with talk.open() as stream:
        frames = stream.until(*ENDS)
    tells(frames, message, recovered=True)
    talk.turn("before")


@check("answered to its end and told to nobody, then killed and started again: the turn is told")
def killed_after_the_turn(world):
    service = world.service()
    talk = Talk(world.server, world.server, settings=FAST)
    with talk.watch() as watcher:
        message = talk.say()
        of_message(watcher, message, "session.idled")
    service.kill()
    service.start()
    with talk.open() as stream:
        tells(stream.until(*ENDS), message)


@check("told, then stopped and started again: nothing is told again, and the next turn is")
def stopped_after_telling(world):
    service = world.service()
    talk = Talk(world.server, world.server)
    talk.turn("after")
    service.stop()
    service.start()
    for moment in MOMENTS:
        talk.turn(moment)


@check("the SDK's own stream, open while its service is killed and started again, tells the turn without a gap")
def sdk_over_a_kill(world):
    service = world.service()
    talk = Talk(world.server, world.server, settings=VERY_SLOW)

    async def read():
        client = Everruns(api_key="dev", base_url=world.url)
        try:
            async with sdk.Reading(client, talk.session) as reading:
                await reading.next()
                message = await client.messages.create(talk.session, "Go on for long.")
                while (await reading.next()).type != "output.message.delta":
                    pass
                await asyncio.to_thread(service.kill)
                await asyncio.to_thread(service.start)
                return message.id, await reading.turn()
        finally:
            await client.close()

    message, events = asyncio.run(read())
    equal(events[-1].type, "turn.completed", "the end")
    that(any(event.type == "reason.recovered" for event in events), "the cut attempt is closed")
    facts = [event.sequence for event in events if event.sequence]
    equal(facts, list(range(1, len(facts) + 1)), "the sequences")
    equal(len({event.id for event in events}), len(events), "different events")
    equal([e.data["message"]["id"] for e in events if e.type == "input.message"], [message], "the messages")
    bodies = [{"type": event.type, "data": event.data} for event in events]
    text = next(e for e in events if e.type == "output.message.completed").data["message"]["content"][0]["text"]
    equal(answer_of(bodies, recovered=True), text, "the deltas after the restart put together")


# From here on a second node is there, and takes over what the first one leaves.


@check("on two nodes: sent to one and read at the other, opened before, during and after")
def two_nodes(world):
    here, there = world.server, world.second()
    for say_at, read_at in ((here, there), (there, here)):
        for moment in MOMENTS:
            Talk(say_at, read_at, watch_at=read_at).turn(moment)


@check("on two nodes by turns: what one node told the other does not tell again")
def by_turns(world):
    nodes = [world.server, world.second()]
    talk = Talk(nodes[0], nodes[0])
    for number, moment in enumerate(("after", "before", "during", "during", "before")):
        talk.say_at, talk.read_at, talk.watch_at = nodes[number % 2], nodes[(number + 1) % 2], nodes[number % 2]
        talk.turn(moment)
        nothing_due(nodes[number % 2], talk.session)


@check("a stream of the SDK at the other node, opened before, during and after")
def sdk_two_nodes(world):
    here, there = world.server, world.second()

    async def talk():
        client = Everruns(api_key="dev", base_url=there.url)
        try:
            opened = await client.sessions.create(agent_id=here.agent(model_settings=SLOW))
            for moment in ("after", "before", "during"):
                await asyncio.wait_for(sdk.told(world, client, opened, moment), sdk.TURN_MAX_S)
        finally:
            await client.close()

    asyncio.run(talk())
