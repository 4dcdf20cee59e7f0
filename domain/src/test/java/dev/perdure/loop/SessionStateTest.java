package dev.perdure.loop;

import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.results;
import static dev.perdure.loop.Given.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    private static final String NO_RESULT = "No result of this call was recorded.";
    private static final TurnInput CANCEL = new TurnInput.CancelAsked("enough", Map.of());

    @Test
    void a_session_before_its_first_fact_holds_nothing() {
        assertThat(SessionState.EMPTY.settings()).isNull();
        assertThat(SessionState.EMPTY.version()).isEqualTo(StreamVersion.NONE);
        assertThat(SessionState.EMPTY.transcript().items()).isEmpty();
    }

    @Test
    void an_opened_session_knows_its_settings_and_counts_its_facts() {
        Story story = Story.begun().received(1);

        assertThat(story.state().settings().title()).isEqualTo("A story");
        assertThat(story.version()).isEqualTo(2);
        assertThat(story.state().input(Story.turn(1)).orElseThrow().text()).isEqualTo("question 1");
    }

    @Test
    void a_delta_changes_nothing() {
        Story story = Story.begun().received(1).started(1);
        SessionState before = story.state();
        story.log().appendDelta();

        assertThat(before.evolve(story.log().envelopes().getLast())).isSameAs(before);
        assertThat(story.log().fold()).isEqualTo(before);
    }

    @Test
    void a_queued_message_enters_the_transcript_when_its_turn_starts() {
        Story story = Story.begun().received(1).started(1).received(2);
        assertThat(story.shown()).containsExactly("user: question 1");

        story.answered(1, "one");
        assertThat(story.shown()).containsExactly("user: question 1", "agent: one");

        story.started(2);
        assertThat(story.shown())
                .containsExactly("user: question 1", "agent: one", "user: question 2");
    }

    @Test
    void a_queued_message_that_is_cancelled_never_enters_the_transcript() {
        Story story = Story.begun().received(1).started(1).received(2).decided(2, CANCEL);

        story.answered(1, "one").received(3).started(3);

        assertThat(story.shown())
                .containsExactly("user: question 1", "agent: one", "user: question 3");
        assertThat(story.state().turn(Story.turn(2))).isEmpty();
        assertThat(story.state().input(Story.turn(2))).isEmpty();
    }

    @Test
    void an_item_has_the_version_of_the_fact_that_holds_its_content() {
        Story story =
                Story.begun().received(1).started(1).received(2).answered(1, "one").started(2);

        assertThat(story.state().transcript().items().map(item -> item.version().value()))
                .containsExactly(2L, 10L, 7L);
        for (TranscriptItem item : story.state().transcript().items()) {
            Event fact = story.log().facts().get((int) item.version().value() - 1);
            assertThat(fact.toString())
                    .contains(Story.lines(List.of(item)).getFirst().substring(7));
        }
    }

    @Test
    void a_superseded_attempt_leaves_no_text_behind() {
        Story story = Story.begun().received(1).started(1);
        story.log().appendDelta();

        story.recovered(1).answered(1, "the second try");

        assertThat(story.shown()).containsExactly("user: question 1", "agent: the second try");
    }

    @Test
    void a_cancelled_turn_leaves_every_call_with_one_answer() {
        Story story =
                Story.begun()
                        .received(1)
                        .started(1)
                        .answered(1, "let me", once("a"), client("b"), once("c"), once("d"))
                        .decided(1, returned("a"))
                        .decided(1, CANCEL);

        assertThat(story.shown())
                .hasSize(6)
                .startsWith("user: question 1", "agent: let me", "a: 5", "b: " + NO_RESULT)
                .satisfies(shown -> assertThat(shown.get(4)).startsWith("c: The call was started"))
                .satisfies(shown -> assertThat(shown.get(5)).startsWith("d: The call was started"));
    }

    @Test
    void answers_stand_in_the_order_of_the_calls_whatever_the_order_they_came_in() {
        Story story =
                Story.begun()
                        .received(1)
                        .started(1)
                        .answered(1, "let me", once("a"), client("b"))
                        .decided(1, results("b"))
                        .decided(1, returned("a"));

        assertThat(story.shown())
                .containsExactly("user: question 1", "agent: let me", "a: 5", "b: 6");
    }

    @Test
    void a_moved_head_continues_from_the_version_it_names() {
        Story story = Story.begun().received(1).started(1).answered(1, "one");
        long afterOne = story.version();
        story.received(2).started(2).answered(2, "two");

        story.headMoved(afterOne).received(3).started(3).answered(3, "three");

        assertThat(story.shown())
                .containsExactly(
                        "user: question 1", "agent: one", "user: question 3", "agent: three");
    }

    @Test
    void a_head_moved_twice_follows_the_parents_of_the_branch_it_names() {
        Story story = Story.begun().received(1).started(1).answered(1, "one");
        long afterOne = story.version();
        story.received(2).started(2).answered(2, "two");
        long afterTwo = story.version();
        story.headMoved(afterOne).received(3).started(3).answered(3, "three");
        long afterThree = story.version();

        assertThat(story.headMoved(afterTwo).shown())
                .containsExactly(
                        "user: question 1", "agent: one", "user: question 2", "agent: two");
        long movedBack = story.version();
        story.received(4).started(4);
        assertThat(story.headMoved(afterThree).shown())
                .containsExactly(
                        "user: question 1", "agent: one", "user: question 3", "agent: three");
        assertThat(story.headMoved(movedBack).shown())
                .containsExactly(
                        "user: question 1", "agent: one", "user: question 2", "agent: two");
        assertThat(story.headMoved(0).shown()).isEmpty();
    }

    @Test
    void a_head_moved_into_a_tool_exchange_keeps_what_was_answered_by_then() {
        Story story =
                Story.begun()
                        .received(1)
                        .started(1)
                        .answered(1, "let me", once("a"), once("b"))
                        .decided(1, returned("b"));
        long oneAnswered = story.version();
        story.decided(1, returned("a")).answered(1, "done");

        story.headMoved(oneAnswered).received(2).started(2);

        assertThat(story.shown())
                .containsExactly(
                        "user: question 1",
                        "agent: let me",
                        "a: " + NO_RESULT,
                        "b: 5",
                        "user: question 2");
    }

    @Test
    void a_head_moved_between_two_facts_of_a_batch_finds_the_transcript_as_it_was_there() {
        Story story = Story.begun().received(1).started(1).answered(1, "one");
        List<Event> facts = List.copyOf(story.log().facts());

        for (int to = 0; to <= facts.size(); to++) {
            Story moved = Story.begun();
            moved.append(facts.subList(1, facts.size()).toArray(Event[]::new)).headMoved(to);
            assertThat(moved.state().transcript().items().asJava())
                    .as("moved to %d", to)
                    .isEqualTo(ParentChain.items(facts.subList(0, to)));
        }
    }

    @Test
    void a_moved_head_does_not_touch_the_turns_that_are_due_or_running() {
        Story story = Story.begun().received(1).started(1).received(2);
        Object turns = story.state().turns();

        story.headMoved(1);

        assertThat(story.state().turns()).isEqualTo(turns);
        assertThat(story.shown()).isEmpty();
        assertThat(story.answered(1, "one").started(2).shown())
                .containsExactly("agent: one", "user: question 2");
    }

    @Test
    void facts_of_a_turn_nobody_asked_for_or_that_has_ended_change_no_turn() {
        Story story = Story.begun().received(1).started(1);
        List<Event> begun = List.copyOf(story.log().facts());
        story.answered(1, "one");

        story.append(begun.subList(2, begun.size()).toArray(Event[]::new));
        story.append(new TurnEvent.CancelRequested(Story.turn(9), "enough"));

        assertThat(story.state().turns().isEmpty()).isTrue();
        assertThat(story.shown()).containsExactly("user: question 1", "agent: one");
    }

    @Test
    void any_facts_in_any_order_fold_and_their_transcript_is_fit_for_a_model() {
        Seed seed = Seed.forTest(SessionStateTest.class);
        RandomGenerator random = seed.random();
        for (int round = 0; round < 200; round++) {
            List<Event> facts = new ArrayList<>(World.play(random).facts());
            Collections.shuffle(facts, random);
            SessionState state = SessionState.EMPTY;
            long version = 0;
            for (Event fact : facts) {
                state = state.evolve(fact, new StreamVersion(++version));
                state.turns().values().forEach(TurnLoop::outstanding);
                int asked = 0;
                int answered = 0;
                for (TranscriptItem item : state.transcript().forModel(Integer.MAX_VALUE)) {
                    switch (item) {
                        case TranscriptItem.Said said -> asked += said.message().toolCalls().size();
                        case TranscriptItem.Answered ignored -> answered++;
                    }
                }
                assertThat(answered).as("%s, round %d", seed, round).isEqualTo(asked);
            }
            assertThat(state.version().value()).isEqualTo(facts.size());
        }
    }
}
