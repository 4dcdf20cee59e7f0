package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.Seed;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.Reduction;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Where a conversation may be cut so that notes can stand for what is before. */
class CondensationTest {

    private static final int WORLDS = 150;
    private static final String LONG = "word ".repeat(300);

    private final Seed seed = Seed.forTest(CondensationTest.class);
    private final RandomGenerator random = seed.random();
    private final Story story = Story.begun();

    @Test
    void a_result_stays_with_its_call_though_a_message_joined_between_them() {
        story.received(1).started(1).answered(1, LONG);
        story.received(2).started(2).answered(2, "Calling.", Given.readOnly("a"));
        joins(3, 2);
        story.decided(2, Given.returned("a"));
        SessionState state = story.state();

        Stretch stretch = state.condensable(Story.turn(2), 1).orElseThrow();

        assertThat(stretch.items()).isEqualTo(2);
        Transcript after = state.transcript().condensed(stretch, "Notes.", new StreamVersion(99));
        assertThat(Story.lines(after.forModel(Integer.MAX_VALUE)))
                .endsWith("user: question 2", "agent: Calling.", "a: 5", "user: question 3");
    }

    @Test
    void what_a_turn_was_asked_stays_though_a_message_joined_it_later() {
        story.received(1).started(1).answered(1, LONG, Given.readOnly("a"));
        story.decided(1, Given.returned("a")).answered(1, LONG, Given.readOnly("b"));
        story.decided(1, Given.returned("b"));
        joins(2, 1, Given.recovered());
        assertThat(story.state().transcript().items().last())
                .isEqualTo(said(story.state(), "question 2"));

        assertThat(story.state().condensable(Story.turn(1), 1)).isEmpty();
    }

    @Test
    void a_message_that_joined_a_turn_that_is_over_is_no_cut_either_where_its_results_come_later() {
        story.received(1).started(1).answered(1, LONG, Given.readOnly("a"));
        joins(2, 1);
        story.decided(1, Given.returned("a")).answered(1, "Done.");
        assertThat(story.state().isIdle()).isTrue();

        assertThat(Condensation.cut(story.state().transcript().items(), 4, 1)).isZero();
    }

    @Test
    void in_every_log_no_call_is_separated_from_its_result_nor_a_turn_from_what_it_was_asked() {
        int cuts = 0;
        int joined = 0;
        for (int world = 0; world < WORLDS; world++) {
            SessionState state = SessionState.EMPTY;
            for (List<Event> batch : World.play(random).batches()) {
                for (Event fact : batch) {
                    joined += fact instanceof TurnEvent.MessageSteered ? 1 : 0;
                    state = state.evolve(fact, state.version().next());
                }
                cuts += holds(state);
            }
        }
        assertThat(joined).as("%s", seed).isGreaterThan(WORLDS / 15);
        assertThat(cuts).as("%s", seed).isGreaterThan(WORLDS);
    }

    private int holds(SessionState state) {
        Vector<TranscriptItem> items = state.transcript().items();
        int input =
                state.foremost()
                        .flatMap(turn -> state.received().get(turn.turn()).toJavaOptional())
                        .map(said -> items.lastIndexOf(said))
                        .orElse(-1);
        int underWay = input < 0 ? items.size() : input;
        int from = Condensation.cut(items, underWay, random.nextInt(60));
        if (from < 1) {
            return 0;
        }
        Transcript older = new Transcript(items.take(from));
        Transcript rest = new Transcript(items.drop(from));
        List<TranscriptItem> both = new ArrayList<>(older.paired());
        both.addAll(rest.paired());
        assertThat(both).as("%s", seed).isEqualTo(state.transcript().paired());
        assertThat(from).as("%s", seed).isLessThanOrEqualTo(underWay);
        Stretch stretch =
                new Stretch(items.head().version(), items.get(from - 1).version(), from, 1);
        List<TranscriptItem> shown =
                state.transcript()
                        .condensed(stretch, "Notes.", state.version().next())
                        .forModel(Integer.MAX_VALUE, Reduction.NONE);
        assertThat(StrictProviders.anthropic(shown)).as("%s", seed).isEmpty();
        assertThat(StrictProviders.openAi(shown)).as("%s", seed).isEmpty();
        assertThat(StrictProviders.gemini(shown)).as("%s", seed).isEmpty();
        return 1;
    }

    private void joins(int message, int turn) {
        joins(message, turn, Given.returned("a"));
    }

    /** As its owner takes it in: before the decision that the next call of the model follows. */
    private void joins(int message, int turn, TurnInput next) {
        story.append(Story.message(message, MessageStrategy.STEER));
        TurnState running = story.state().turn(Story.turn(turn)).orElseThrow();
        story.append(
                Steering.joining(story.state(), running, Given.facts(running, next)).orElseThrow());
    }

    private static TranscriptItem said(SessionState state, String text) {
        return state.transcript()
                .items()
                .toJavaStream()
                .filter(item ->
                        item instanceof TranscriptItem.Said said
                                && said.message().text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
