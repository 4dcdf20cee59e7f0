package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.Seed;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart.Text;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.Reduction;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnLimits;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotTest {

    private static final int WORLDS = 120;

    /** In characters; conversations of the worlds are about that long. */
    private static final List<Integer> BOUNDS = List.of(0, 1, 10, 30, 100, 1_000_000);

    private final Map<String, List<Envelope>> worlds = new LinkedHashMap<>();

    @BeforeAll
    void play() {
        Seed seed = Seed.forTest(SnapshotTest.class);
        RandomGenerator random = seed.random();
        for (int world = 0; world < WORLDS; world++) {
            TestLog log = World.play(random);
            worlds.put(
                    seed + ", world " + world,
                    log.envelopes().stream().filter(Envelope::isFact).toList());
        }
    }

    @Test
    void folding_on_from_any_snapshot_comes_to_what_folding_the_whole_log_comes_to() {
        Seen seen = new Seen();
        worlds.forEach((name, facts) -> {
            List<SessionState> whole = states(facts);
            for (int at = 0; at < whole.size(); at++) {
                for (int bound : BOUNDS) {
                    Optional<Snapshot> taken = Snapshot.of(whole.get(at), bound);
                    if (taken.isPresent()) {
                        seen.note(taken.get());
                        String from = name + ", from " + (at + 1) + ", bound " + bound;
                        compare(from, taken.get(), bound, facts, whole, seen);
                    }
                }
            }
        });

        assertThat(seen.snapshots).isGreaterThan(WORLDS);
        assertThat(seen.cut).as("snapshots that leave something out").isGreaterThan(WORLDS);
        assertThat(seen.noted).as("snapshots with notes").isGreaterThan(WORLDS);
        assertThat(seen.moves).as("heads moved after a snapshot").isPositive();
        assertThat(seen.movesBeyond).as("heads moved to before a snapshot").isPositive();
    }

    private static void compare(
            String name,
            Snapshot snapshot,
            int bound,
            List<Envelope> facts,
            List<SessionState> whole,
            Seen seen) {
        assertThat(snapshot.serves(bound)).as(name).isTrue();
        SessionState state = snapshot.state();
        int next = Math.toIntExact(snapshot.version().value());
        assertSame(name, state, whole.get(next - 1), bound, facts.subList(0, next));
        for (int at = next; at < facts.size(); at++) {
            Envelope fact = facts.get(at);
            if (fact.entry() instanceof SessionEvent.HeadMoved moved) {
                boolean known = moved.to().compareTo(snapshot.changedAt()) >= 0;
                assertThat(state.knows(fact)).as(name).isEqualTo(known);
                seen.moves++;
                if (!known) {
                    seen.movesBeyond++;
                    return;
                }
            }
            state = state.evolve(fact);
            assertSame(
                    name + " at " + (at + 1),
                    state,
                    whole.get(at),
                    bound,
                    facts.subList(0, at + 1));
        }
    }

    private static void assertSame(
            String name, SessionState state, SessionState whole, int bound, List<Envelope> facts) {
        assertThat(state.settings()).as(name).isEqualTo(whole.settings());
        assertThat(state.version()).as(name).isEqualTo(whole.version());
        assertThat(state.turns()).as(name).isEqualTo(whole.turns());
        assertThat(state.received()).as(name).isEqualTo(whole.received());
        assertThat(state.arrivals()).as(name).isEqualTo(whole.arrivals());
        assertThat(state.foremost()).as(name).isEqualTo(whole.foremost());
        for (int limit : new int[] {1, bound / 2 + 1, bound}) {
            if (limit <= bound) {
                for (Reduction reduction : Reduction.values()) {
                    assertThat(state.transcript().forModel(limit, reduction))
                            .as("%s, limit %s, %s", name, limit, reduction)
                            .isEqualTo(whole.transcript().forModel(limit, reduction));
                }
            }
        }
        assertThat(state.transcript().unseenFrom(state.version()))
                .as(name)
                .isEqualTo(whole.transcript().unseenFrom(whole.version()));
        whole.turns()
                .keySet()
                .forEach(turn ->
                        assertThat(state.before(turn)).as(name).isEqualTo(whole.before(turn)));
        assertThat(Explanation.of(state, facts, true))
                .as(name)
                .isEqualTo(Explanation.of(whole, facts, true));
    }

    @Test
    void only_an_idle_session_that_was_opened_has_a_snapshot() {
        assertThat(Snapshot.of(SessionState.EMPTY)).isEmpty();
        worlds.forEach((name, facts) -> {
            for (SessionState state : states(facts)) {
                assertThat(Snapshot.of(state).isPresent())
                        .as(name)
                        .isEqualTo(state.foremost().isEmpty());
            }
        });
    }

    @Test
    void a_snapshot_of_a_snapshot_is_the_same_one() {
        worlds.forEach((name, facts) -> {
            for (SessionState state : states(facts)) {
                for (int bound : BOUNDS) {
                    Snapshot.of(state, bound)
                            .filter(Snapshot::whole)
                            .ifPresent(taken ->
                                    assertThat(Snapshot.of(taken.state(), bound))
                                            .as(name)
                                            .contains(taken));
                }
            }
        });
    }

    @Test
    void a_snapshot_says_whom_it_serves() {
        SessionState end = states(worlds.values().iterator().next()).getLast();

        Snapshot short1 = Snapshot.of(end).orElseThrow();
        assertThat(short1.whole()).isTrue();
        assertThat(short1.serves(TurnLimits.TRANSCRIPT_CHARACTERS)).isTrue();

        Snapshot cut =
                new Snapshot(
                        short1.settings(),
                        short1.version(),
                        StreamVersion.NONE,
                        short1.notes(),
                        short1.tail(),
                        100,
                        false);
        assertThat(cut.serves(99)).isTrue();
        assertThat(cut.serves(100)).as("it may go on with what has no length").isFalse();
    }

    @Test
    void thoughts_and_results_that_are_missing_do_not_count() {
        ToolCall call =
                new ToolCall(new ToolCallId("one"), "clock", JsonText.of(JsonObject.empty()));
        Transcript transcript =
                Transcript.EMPTY
                        .plus(user("one"))
                        .plus(agent(new ContentPart.Thinking("?".repeat(100)), new Text("12")))
                        .plus(user("two"))
                        .plus(agent(new ContentPart.ToolUse(call)))
                        .plus(user("three"))
                        .plus(agent(new Text("  "), new Text("4")));
        StreamVersion version = new StreamVersion(9);
        SessionState state =
                new SessionState(
                        SessionSettings.of(Harness.GENERIC_ID, null, "A talk"),
                        version,
                        transcript,
                        HashMap.empty(),
                        HashMap.empty(),
                        HashMap.empty(),
                        Beginnings.NONE,
                        Vector.of(new SessionState.BranchPoint(version, transcript)),
                        null);

        Snapshot all = Snapshot.of(state, 16).orElseThrow();
        assertThat(all.whole()).isTrue();
        assertThat(all.characters()).isEqualTo(16);
        Snapshot cut = Snapshot.of(state, 10).orElseThrow();
        assertThat(cut.tail()).isEqualTo(transcript.items().drop(2).asJava());
        assertThat(cut.characters()).isEqualTo(11);
        Transcript whole = transcript.plus(user("five"));
        Transcript onward = cut.state().transcript().plus(user("five"));
        for (Reduction reduction : Reduction.values()) {
            assertThat(onward.forModel(10, reduction)).isEqualTo(whole.forModel(10, reduction));
        }
    }

    private static TranscriptItem user(String text) {
        return new TranscriptItem.Said(
                new StreamVersion(1),
                Given.message(new MessageId(new UUID(1, 1)), Role.USER, text));
    }

    private static TranscriptItem agent(ContentPart... parts) {
        Message message =
                Message.ofAgent(new MessageId(new UUID(1, 2)), List.of(parts), Given.START);
        return new TranscriptItem.Said(new StreamVersion(1), message);
    }

    private static List<SessionState> states(List<Envelope> facts) {
        List<SessionState> states = new ArrayList<>();
        SessionState state = SessionState.EMPTY;
        for (Envelope fact : facts) {
            state = state.evolve(fact);
            states.add(state);
        }
        return states;
    }

    /** What the worlds had to show, so that the law is not held by nothing. */
    private static final class Seen {
        private int snapshots;
        private int cut;
        private int noted;
        private int moves;
        private int movesBeyond;

        void note(Snapshot snapshot) {
            snapshots++;
            cut += snapshot.whole() ? 0 : 1;
            noted += snapshot.notes() == null ? 0 : 1;
        }
    }
}
