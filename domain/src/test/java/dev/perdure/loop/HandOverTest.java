package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.failed;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.proceed;
import static dev.perdure.loop.Given.readOnly;
import static dev.perdure.loop.Given.recovered;
import static dev.perdure.loop.Given.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.model.NextMove;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An owner who hands a turn over records outcomes and announces nothing. */
class HandOverTest {

    private static final TurnState REASONING = after(begin());

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(Given.QUEUED, begin()),
                Arguments.of(REASONING, answered(1, 1, once("a"), readOnly("b"))),
                Arguments.of(REASONING, answered(1, 1, once("a"), once("b"), once("c"))),
                Arguments.of(REASONING, answered(1, 1, once("a"), client("b"))),
                Arguments.of(after(begin(), answered(1, 1, once("a"))), returned("a")),
                Arguments.of(
                        after(
                                begin(),
                                answered(1, 1, once("a"), once("b"), once("c")),
                                returned("b"),
                                returned("a")),
                        returned("c")));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void what_it_does_not_announce_the_next_owner_does(TurnState state, TurnInput outcome) {
        TurnState announced = after(state, Given.facts(state, outcome));

        TurnState left = after(state, withoutIntents(state, outcome));
        assertThat(TurnLoop.outstanding(left))
                .singleElement()
                .isInstanceOf(TurnEffect.Advance.class);
        TurnState taken = after(left, Given.facts(left, recovered()));
        assertThat(taken).as("nothing is open, so nothing is superseded").isEqualTo(left);
        TurnState next = after(taken, Given.facts(taken, proceed()));

        assertThat(next).isEqualTo(announced);
    }

    @Test
    void while_a_call_is_under_way_no_other_takes_a_free_place() {
        TurnState two = after(begin(), answered(1, 1, once("a"), once("b"), once("c")));

        TurnState one = after(two, withoutIntents(two, returned("a")));

        assertThat(TurnLoop.outstanding(one))
                .filteredOn(TurnEffect.RunTool.class::isInstance)
                .singleElement()
                .isEqualTo(TurnLoop.outstanding(two).get(1));
    }

    @Test
    void ends_and_waits_are_written_whole() {
        for (TurnInput outcome :
                List.of(
                        answered(1, 1),
                        answered(1, 1, client("a")),
                        failed(1, 1, new NextMove.GiveUp()),
                        failed(1, 1, new NextMove.BackOff()))) {
            assertThat(withoutIntents(REASONING, outcome))
                    .isEqualTo(Given.facts(REASONING, outcome));
        }
    }

    private static List<Event> withoutIntents(TurnState state, TurnInput input) {
        return TurnLoop.decide(state, input).get().withoutIntents();
    }
}
