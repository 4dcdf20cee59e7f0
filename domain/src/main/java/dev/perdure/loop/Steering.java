package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of messages that arrive during a turn, as facts. Who sends one decides what is to be
 * done at once: a turn is interrupted, or the message refused. All else is said by the owner of the
 * turn, in the append that makes it so: that a message waits, or that it joins the turn. So the
 * turn cannot end in between, and when it ends, it is said of every message that came during it
 * what became of it.
 */
public final class Steering {

    /** As many messages as are told in one append to wait. */
    private static final int QUEUED_AT_ONCE_MAX = 100;

    private static final String INTERRUPTED = "A new message interrupted the turn.";
    private static final String ROLLED_BACK = "A new message rolled the turn back.";

    private Steering() {}

    /**
     * The facts of a message that arrives in {@code state}, itself first; refused when it asks for
     * an idle session and there is none.
     */
    public static Either<Refusal, List<Event>> arrival(
            SessionState state, TurnEvent.MessageReceived message) {
        Optional<TurnState> busy = state.foremost();
        if (busy.isEmpty()) {
            return Either.right(List.of(message));
        }
        if (message.strategy() == MessageStrategy.REJECT) {
            return Either.left(Refusal.busy());
        }
        if (message.strategy() == MessageStrategy.INTERRUPT) {
            return Either.right(interrupting(message, busy.get(), INTERRUPTED));
        }
        return Either.right(
                message.strategy() == MessageStrategy.ROLLBACK
                        ? rollingBack(state, message, busy.get())
                        : List.of(message));
    }

    private static List<Event> rollingBack(
            SessionState state, TurnEvent.MessageReceived message, TurnState busy) {
        List<Event> facts = interrupting(message, busy, ROLLED_BACK);
        state.before(busy.turn())
                .map(to -> new SessionEvent.HeadMoved(to, ROLLED_BACK))
                .ifPresent(facts::add);
        return facts;
    }

    private static List<Event> interrupting(
            TurnEvent.MessageReceived message, TurnState busy, String reason) {
        List<Event> facts = new ArrayList<>();
        facts.add(message);
        facts.add(
                new TurnEvent.MessageInterrupted(
                        message.turn(), message.message().id(), busy.turn()));
        if (!busy.isToStop()) {
            facts.add(new TurnEvent.CancelRequested(busy.turn(), reason));
        }
        return facts;
    }

    /**
     * The next message to join the turn {@code running}, given what its owner is about to decide;
     * empty when none asks to, or when no model call follows that would see it. It is to be written
     * before the decision, and alone, because it ends the message's own turn.
     */
    public static Optional<TurnEvent.MessageSteered> joining(
            SessionState state, TurnState running, List<Event> decided) {
        if (!(running instanceof TurnState.Open) || running.isToStop()) {
            return Optional.empty();
        }
        Optional<StepEvent.ReasonStarted> call =
                decided.stream()
                        .filter(StepEvent.ReasonStarted.class::isInstance)
                        .map(StepEvent.ReasonStarted.class::cast)
                        .findFirst();
        return call.flatMap(next ->
                inOrder(state, running.turn()).stream()
                        .filter(turn -> state.arrivals().get(turn).contains(MessageStrategy.STEER))
                        .findFirst()
                        .map(turn ->
                                new TurnEvent.MessageSteered(
                                        turn, input(state, turn), next.turn(), next.step())));
    }

    /**
     * The messages of which the owner of {@code running} has to say that they wait: those that
     * cannot join it. When it ends, these are all that came during it.
     *
     * @param ending whether the turn ends in the append that will hold these facts
     */
    public static List<Event> queued(SessionState state, TurnState running, boolean ending) {
        if (state.arrivals().isEmpty()) {
            return List.of();
        }
        return inOrder(state, running.turn()).stream()
                .filter(turn -> ending || !mayJoin(state, running, turn))
                .limit(ending ? Long.MAX_VALUE : QUEUED_AT_ONCE_MAX)
                .<Event>map(turn ->
                        new TurnEvent.MessageQueued(turn, input(state, turn), running.turn()))
                .toList();
    }

    /**
     * Whether the message of {@code turn} becomes part of {@code running} if that calls its model
     * once more: nobody has said yet that it waits.
     */
    static boolean mayJoin(SessionState state, TurnState running, TurnId turn) {
        return running instanceof TurnState.Open
                && !running.isToStop()
                && state.arrivals().get(turn).contains(MessageStrategy.STEER);
    }

    private static List<TurnId> inOrder(SessionState state, TurnId running) {
        return state.arrivals()
                .keySet()
                .toJavaStream()
                .filter(turn -> !turn.equals(running))
                .sorted(Comparator.comparing(turn -> state.received().get(turn).get().version()))
                .toList();
    }

    private static MessageId input(SessionState state, TurnId turn) {
        return state.received().get(turn).get().message().id();
    }
}
