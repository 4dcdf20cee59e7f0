package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.Seed;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for every log the machine writes, whatever happens around it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoopLawTest {

    private static final int WORLDS = 400;

    private final Map<String, TestLog> worlds = new LinkedHashMap<>();

    @BeforeAll
    void play() {
        Seed seed = Seed.forTest(LoopLawTest.class);
        RandomGenerator random = seed.random();
        for (int world = 0; world < WORLDS; world++) {
            worlds.put(seed + ", world " + world, World.play(random));
        }
    }

    @Test
    void after_any_batch_the_outstanding_effects_are_those_announced_and_not_answered() {
        worlds.forEach((name, log) -> {
            Map<TurnId, Ledger> ledgers = new LinkedHashMap<>();
            List<Event> prefix = new ArrayList<>();
            for (List<Event> batch : log.batches()) {
                prefix.addAll(batch);
                batch.forEach(fact -> open(ledgers, fact));
                batch.forEach(fact -> ledgers.values().forEach(l -> l.take(fact)));
                SessionState state = fold(prefix);
                ledgers.forEach((turn, ledger) ->
                        assertThat(outstanding(state, turn))
                                .as("%s after %s", name, prefix.size())
                                .containsExactlyInAnyOrderElementsOf(ledger.outstanding()));
            }
        });
    }

    @Test
    void nothing_is_outstanding_exactly_when_the_turn_has_ended() {
        worlds.forEach((name, log) -> {
            Set<TurnId> known = new HashSet<>();
            Set<TurnId> ended = new HashSet<>();
            SessionState state = SessionState.EMPTY;
            long version = 0;
            for (List<Event> batch : log.batches()) {
                for (Event fact : batch) {
                    state = state.evolve(fact, new StreamVersion(++version));
                    if (fact instanceof TurnEvent inTurn) {
                        known.add(inTurn.turn());
                    }
                    if (fact instanceof TurnEvent.SessionIdled end) {
                        ended.add(end.turn());
                    }
                    if (fact instanceof TurnEvent.MessageSteered end) {
                        ended.add(end.turn());
                    }
                }
                for (TurnId turn : known) {
                    assertThat(outstanding(state, turn).isEmpty())
                            .as("%s, %s", name, turn)
                            .isEqualTo(ended.contains(turn));
                }
            }
            assertThat(ended).as(name).isEqualTo(known);
            assertThat(state.turns().isEmpty()).as(name).isTrue();
            assertThat(state.received().isEmpty()).as(name).isTrue();
            assertThat(state.arrivals().isEmpty()).as(name).isTrue();
        });
    }

    @Test
    void what_was_folded_along_the_way_equals_what_is_folded_afterwards() {
        worlds.forEach((name, log) -> {
            SessionState along = SessionState.EMPTY;
            long facts = 0;
            for (Envelope envelope : log.envelopes()) {
                SessionState before = along;
                along = along.evolve(envelope);
                if (envelope.isFact()) {
                    facts++;
                } else {
                    assertThat(along).as(name).isSameAs(before);
                }
                assertThat(along.version().value()).as(name).isEqualTo(facts);
            }
            assertThat(along).as(name).isEqualTo(log.fold());
        });
    }

    @Test
    void in_every_prefix_each_call_has_one_answer_right_after_the_message_that_asked() {
        everyPrefix((name, state, facts) -> {
            List<TranscriptItem> items = state.transcript().forModel(Integer.MAX_VALUE);
            int at = 0;
            while (at < items.size()) {
                assertThat(items.get(at)).as(name).isInstanceOf(TranscriptItem.Said.class);
                Message message = ((TranscriptItem.Said) items.get(at++)).message();
                for (ToolCall call : message.toolCalls()) {
                    assertThat(items.size()).as(name).isGreaterThan(at);
                    assertThat(((TranscriptItem.Answered) items.get(at++)).call())
                            .as(name)
                            .isEqualTo(call.id());
                }
            }
        });
    }

    @Test
    void a_result_is_made_up_only_where_none_was_recorded_before_the_agent_spoke_again() {
        everyPrefix((name, state, facts) -> {
            List<TranscriptItem> recorded = state.transcript().items().asJava();
            Set<ToolCallId> known = Set.of();
            for (TranscriptItem item : state.transcript().forModel(Integer.MAX_VALUE)) {
                switch (item) {
                    case TranscriptItem.Said said -> {
                        if (said.message().role() == Role.AGENT) {
                            known = resultsAfter(recorded, recorded.indexOf(said));
                        }
                    }
                    case TranscriptItem.Answered answer -> {
                        boolean madeUp = answer.result().equals(Transcript.NO_RESULT);
                        assertThat(known.contains(answer.call()))
                                .as("%s: %s", name, answer)
                                .isEqualTo(!madeUp);
                        assertThat(madeUp || recorded.contains(answer)).as(name).isTrue();
                    }
                }
            }
        });
    }

    @Test
    void the_text_of_an_attempt_that_did_not_answer_is_in_no_transcript() {
        everyPrefix((name, state, facts) -> {
            Set<MessageId> answered = new HashSet<>();
            Set<MessageId> givenUp = new HashSet<>();
            for (Event fact : facts) {
                if (fact instanceof StepEvent.ReasonStarted started) {
                    givenUp.add(started.output());
                } else if (fact instanceof StepEvent.OutputCompleted completed) {
                    givenUp.remove(completed.message().id());
                    answered.add(completed.message().id());
                }
            }
            for (TranscriptItem item : state.transcript().items()) {
                if (item instanceof TranscriptItem.Said said
                        && said.message().role() == Role.AGENT) {
                    assertThat(givenUp).as(name).doesNotContain(said.message().id());
                    assertThat(answered).as(name).contains(said.message().id());
                }
            }
        });
    }

    @Test
    void a_transcript_follows_the_parents_of_the_last_fact() {
        everyPrefix((name, state, facts) ->
                assertThat(state.transcript().items().asJava())
                        .as("%s after %d", name, facts.size())
                        .isEqualTo(ParentChain.items(facts)));
    }

    @Test
    void when_a_turn_ends_it_was_said_once_of_each_message_what_became_of_it() {
        worlds.forEach((name, log) -> {
            Set<TurnId> waiting = new HashSet<>();
            Set<TurnId> told = new HashSet<>();
            for (Event fact : log.facts()) {
                switch (fact) {
                    case TurnEvent.MessageReceived arrived -> waiting.add(arrived.turn());
                    case TurnEvent.MessageQueued queued ->
                            assertThat(told.add(queued.turn())).as(name).isTrue();
                    case TurnEvent.MessageSteered steered -> {
                        assertThat(told.add(steered.turn())).as(name).isTrue();
                        waiting.remove(steered.turn());
                    }
                    case TurnEvent.MessageInterrupted interrupting ->
                            assertThat(told.add(interrupting.turn())).as(name).isTrue();
                    case TurnEvent.SessionIdled end -> {
                        waiting.remove(end.turn());
                        assertThat(told).as("%s after %s", name, end).containsAll(waiting);
                    }
                    default -> {}
                }
            }
        });
    }

    @Test
    void a_message_is_in_the_transcript_only_once_its_turn_began_or_took_it_in() {
        everyPrefix((name, state, facts) -> {
            Map<MessageId, Boolean> begun = new HashMap<>();
            for (Event fact : facts) {
                if (fact instanceof TurnEvent.TurnStarted started) {
                    begun.put(started.input(), true);
                } else if (fact instanceof TurnEvent.MessageSteered steered) {
                    begun.put(steered.message(), true);
                }
            }
            for (TranscriptItem item : state.transcript().items()) {
                if (item instanceof TranscriptItem.Said said
                        && said.message().role() == Role.USER) {
                    assertThat(begun).as(name).containsKey(said.message().id());
                }
            }
        });
    }

    @Test
    void the_worlds_are_not_dull() {
        Set<Class<?>> facts = new HashSet<>();
        Set<Class<?>> effects = new HashSet<>();
        int repeated = 0;
        int answered = 0;
        for (TestLog log : worlds.values()) {
            SessionState state = SessionState.EMPTY;
            long version = 0;
            for (Event fact : log.facts()) {
                facts.add(fact.getClass());
                state = state.evolve(fact, new StreamVersion(++version));
                state.turns()
                        .values()
                        .forEach(turn ->
                                TurnLoop.outstanding(turn).forEach(e -> effects.add(e.getClass())));
                if (fact instanceof StepEvent.ToolStarted started) {
                    repeated += started.attempt().value() > 1 ? 1 : 0;
                }
                answered += fact instanceof TurnEvent.TurnCompleted ? 1 : 0;
            }
        }
        Set<Class<?>> known = new HashSet<>(leaves(Event.class).toList());
        // The worlds' model never shows its reasoning.
        known.remove(StepEvent.ThinkingCompleted.class);
        assertThat(facts).isEqualTo(known);
        assertThat(effects).isEqualTo(new HashSet<>(leaves(TurnEffect.class).toList()));
        assertThat(repeated).isGreaterThan(WORLDS / 10);
        assertThat(answered).isGreaterThan(WORLDS / 4);
    }

    private void everyPrefix(Check check) {
        worlds.forEach((name, log) -> {
            SessionState state = SessionState.EMPTY;
            List<Event> facts = log.facts();
            for (int version = 1; version <= facts.size(); version++) {
                state = state.evolve(facts.get(version - 1), new StreamVersion(version));
                check.of(name, state, facts.subList(0, version));
            }
        });
    }

    private static Set<ToolCallId> resultsAfter(List<TranscriptItem> items, int asking) {
        Set<ToolCallId> results = new HashSet<>();
        for (TranscriptItem item : items.subList(asking + 1, items.size())) {
            if (item instanceof TranscriptItem.Answered answer) {
                results.add(answer.call());
            } else if (((TranscriptItem.Said) item).message().role() == Role.AGENT) {
                return results;
            }
        }
        return results;
    }

    private static void open(Map<TurnId, Ledger> ledgers, Event fact) {
        if (fact instanceof TurnEvent.MessageReceived received) {
            ledgers.put(received.turn(), new Ledger(received.turn()));
        }
    }

    private static List<TurnEffect> outstanding(SessionState state, TurnId turn) {
        return state.turn(turn).map(TurnLoop::outstanding).orElse(List.of());
    }

    private static SessionState fold(List<Event> facts) {
        SessionState state = SessionState.EMPTY;
        long version = 0;
        for (Event fact : facts) {
            state = state.evolve(fact, new StreamVersion(++version));
        }
        return state;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LoopLawTest::leaves)
                : Stream.of(type);
    }

    private interface Check {
        void of(String name, SessionState state, List<Event> facts);
    }
}
