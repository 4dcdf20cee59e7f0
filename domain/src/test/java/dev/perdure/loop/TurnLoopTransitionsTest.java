package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TransitionCases.Case;
import dev.perdure.loop.TransitionTable.Transition;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import io.vavr.control.Either;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TurnLoopTransitionsTest {

    private static final TransitionTable TABLE = TransitionTable.ofTheComment();
    private static final List<Case> CASES = TransitionCases.all();

    static List<Case> cases() {
        return CASES;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_input_leads_where_the_case_says(Case given) {
        TurnState next = Given.after(given.from(), Given.facts(given.from(), given.input()));

        assertThat(next.getClass().getSimpleName()).isEqualTo(given.to());
        assertThat(next.turn()).isEqualTo(Given.TURN);
    }

    @Test
    void the_cases_visit_the_transitions_of_the_table_each_once_and_no_others() {
        assertThat(CASES.stream().map(Case::transition))
                .containsExactlyInAnyOrderElementsOf(TABLE.transitions());
    }

    @Test
    void the_table_names_every_state_that_does_not_absorb_and_every_input() {
        Set<String> absorbing = names(TurnState.Ended.class);
        Set<String> states = names(TurnState.class);
        states.removeAll(absorbing);

        assertThat(TABLE.states()).containsExactlyInAnyOrderElementsOf(states);
        assertThat(TABLE.inputs()).containsExactlyInAnyOrderElementsOf(names(TurnInput.class));
        assertThat(absorbing.remove("Steered")).as("no input of its own leads there").isTrue();
        assertThat(TABLE.transitions().stream().map(Transition::to))
                .containsAll(absorbing)
                .allMatch(to -> states.contains(to) || absorbing.contains(to));
    }

    @Test
    void no_input_of_any_case_leads_from_any_state_of_any_case_beyond_the_table() {
        Set<String> refused = new HashSet<>();
        for (TurnState state : states()) {
            for (TurnInput input : inputs()) {
                String from = state.getClass().getSimpleName();
                String by = input.getClass().getSimpleName();
                Either<Refusal, Decision> decision = TurnLoop.decide(state, input);
                if (TABLE.refuses(from, by)) {
                    assertThat(decision.isLeft()).as("%s by %s", state, input).isTrue();
                    refused.add(from + " " + by);
                }
                if (decision.isRight()) {
                    TurnState next = Given.after(state, decision.get().facts());
                    assertThat(TABLE.transitions())
                            .contains(new Transition(from, by, next.getClass().getSimpleName()));
                }
            }
        }
        long cells = (long) TABLE.states().size() * TABLE.inputs().size();
        long filled =
                TABLE.transitions().stream()
                        .map(t -> t.from() + " " + t.input())
                        .distinct()
                        .count();
        assertThat(refused).hasSize((int) (cells - filled));
    }

    @Test
    void an_ended_turn_refuses_every_input() {
        for (TurnState.Ended ended : ended()) {
            for (TurnInput input : inputs()) {
                assertThat(TurnLoop.decide(ended, input).isLeft())
                        .as("%s by %s", ended, input)
                        .isTrue();
            }
        }
    }

    @Test
    void an_ended_turn_is_changed_by_no_fact() {
        for (TurnState.Ended ended : ended()) {
            for (Case given : CASES) {
                List<Event> facts = Given.facts(given.from(), given.input());
                assertThat(Given.after(ended, facts)).isSameAs(ended);
            }
        }
    }

    @Test
    void a_refusal_says_what_the_turn_is_doing() {
        Refusal refusal = TurnLoop.decide(Given.QUEUED, Given.proceed()).getLeft();

        assertThat(refusal.sentence()).isEqualTo("The turn cannot proceed: it is queued.");
    }

    @Test
    void a_decision_that_ends_a_turn_ends_with_the_session_being_done_with_it() {
        for (Case given : CASES) {
            List<Event> facts = Given.facts(given.from(), given.input());
            boolean ends = Given.after(given.from(), facts) instanceof TurnState.Ended;
            assertThat(!facts.isEmpty() && facts.getLast() instanceof TurnEvent.SessionIdled)
                    .as(given.name())
                    .isEqualTo(ends);
        }
    }

    private static List<TurnState> states() {
        return CASES.stream().map(Case::from).distinct().toList();
    }

    private static List<TurnInput> inputs() {
        return CASES.stream().map(Case::input).distinct().toList();
    }

    private static List<TurnState.Ended> ended() {
        return List.of(
                new TurnState.Completed(Given.TURN),
                new TurnState.Failed(Given.TURN, FailureReason.MODEL_REFUSED),
                new TurnState.Cancelled(Given.TURN),
                new TurnState.Sealed(Given.TURN, SealReason.STEPS),
                new TurnState.Steered(Given.TURN, Story.turn(2)));
    }

    private static Set<String> names(Class<?> sealed) {
        return leaves(sealed).map(Class::getSimpleName).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(TurnLoopTransitionsTest::leaves)
                : Stream.of(type);
    }
}
