package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.message.Role;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One session played by a worker that performs what is outstanding, while everything that can
 * happen to it does: messages, cancels, crashes at batch boundaries, hits of bounds, moved heads,
 * inputs that come too late. After its rough part the faults stop and the world has to come to an
 * end.
 */
final class World {

    /** Batches after the faults stop; far more than any turn's bounds allow. */
    static final int BATCHES_TO_END_MAX = 500;

    private static final int TURNS_MAX = 4;
    private static final int ROUNDS_ROUGH = 60;

    private final RandomGenerator random;
    private final Outside outside;
    private final TestLog log = new TestLog();
    private final List<TurnId> turns = new ArrayList<>();
    private final TurnLimits limits;
    private SessionState memory = SessionState.EMPTY;
    private int identities;

    private World(RandomGenerator random) {
        this.random = random;
        TurnLimits bounds =
                Given.limits(1 + random.nextInt(4), 1 + random.nextInt(3), 1 + random.nextInt(3));
        this.limits = random.nextBoolean() ? bounds : bounds.withClientTime(Duration.ofMinutes(10));
        this.outside = new Outside(random, limits);
    }

    /** The log of a world, in batches. */
    static TestLog play(RandomGenerator random) {
        World world = new World(random);
        world.open();
        for (int round = 0; round < ROUNDS_ROUGH; round++) {
            world.roughRound();
        }
        world.settle();
        return world.log;
    }

    private void open() {
        append(
                List.of(
                        new SessionEvent.SessionOpened(
                                SessionSettings.of(Harness.GENERIC_ID, null, "A world"))));
        receive();
    }

    private void roughRound() {
        outside.letTimePass(Duration.ofMillis(random.nextInt(30_000)));
        int dice = random.nextInt(100);
        if (dice < 8) {
            receive();
        } else if (dice < 11) {
            requestCancel();
        } else if (dice < 21) {
            crash();
        } else if (dice < 24) {
            moveHead();
        } else if (dice < 26) {
            decide(new TurnInput.BoundHit(SealReason.OUTPUT_CHARACTERS));
        } else if (dice < 27) {
            decide(new TurnInput.NotRunnable(Refusal.noSuchModel("none")));
        } else if (dice < 35) {
            offerWhatDoesNotFit();
        } else if (dice < 40) {
            log.appendDelta();
        } else if (dice < 42) {
            outside.letTimePass(Duration.ofMinutes(40));
        } else if (dice < 43) {
            rename();
        } else {
            work(true);
        }
    }

    private void settle() {
        int start = log.batches().size();
        crash();
        while (current().isPresent()) {
            outside.letTimePass(Duration.ofSeconds(1));
            work(false);
            if (log.batches().size() > start + BATCHES_TO_END_MAX) {
                throw new AssertionError("a world without faults does not end: " + current());
            }
        }
    }

    /** Performs one of the effects that are outstanding, picked at random. */
    private void work(boolean rough) {
        Optional<TurnState> state = current();
        if (state.isEmpty()) {
            return;
        }
        if (state.get() instanceof TurnState.Open) {
            List<Event> queued = Steering.queued(memory, state.get(), false);
            if (!queued.isEmpty()) {
                append(queued);
                return;
            }
        }
        List<TurnEffect> effects = TurnLoop.outstanding(state.get());
        TurnEffect effect = effects.get(random.nextInt(effects.size()));
        outside.shows(memory.transcript());
        Optional<TurnInput> learned = rough ? outside.perform(effect) : outside.performWell(effect);
        learned.ifPresent(input -> {
            if (!decide(input)) {
                throw new AssertionError(state.get() + " refuses " + input);
            }
        });
    }

    private void offerWhatDoesNotFit() {
        Optional<TurnState> state = current();
        if (state.isPresent()) {
            TurnInput late = outside.late(state.get());
            if (decide(late)) {
                throw new AssertionError(state.get() + " takes " + late);
            }
        }
    }

    private void receive() {
        if (turns.size() >= TURNS_MAX) {
            return;
        }
        TurnId turn = new TurnId(new UUID(10, ++identities));
        Message message =
                Given.message(
                        new MessageId(new UUID(11, identities)),
                        Role.USER,
                        "question " + identities);
        Steering.arrival(memory, new TurnEvent.MessageReceived(turn, message, strategy()))
                .forEach(facts -> {
                    turns.add(turn);
                    append(facts);
                });
    }

    private MessageStrategy strategy() {
        int dice = random.nextInt(100);
        if (dice < 40) {
            return MessageStrategy.ENQUEUE;
        }
        if (dice < 80) {
            return MessageStrategy.STEER;
        }
        return dice < 85
                ? MessageStrategy.REJECT
                : dice < 93 ? MessageStrategy.INTERRUPT : MessageStrategy.ROLLBACK;
    }

    private void requestCancel() {
        TurnId turn = turns.get(random.nextInt(turns.size()));
        if (memory.turn(turn).isPresent()) {
            append(List.of(new TurnEvent.CancelRequested(turn, "reason " + random.nextInt(3))));
        }
    }

    /**
     * The owner's memory is gone; its successor folds the log and takes over what was under way.
     */
    private void crash() {
        memory = log.fold();
        outside.forget();
        if (current().isPresent() && !(current().get() instanceof TurnState.Queued)) {
            decide(new TurnInput.Recovered(outside.moment()));
        }
    }

    private void moveHead() {
        StreamVersion to = new StreamVersion(random.nextLong(memory.version().value() + 1));
        append(List.of(new SessionEvent.HeadMoved(to, "Another way.")));
    }

    private void rename() {
        SessionSettings before = memory.settings();
        SessionSettings after =
                SessionSettings.of(Harness.GENERIC_ID, null, "World " + random.nextInt(3));
        append(List.of(new SessionEvent.SettingsChanged(after, before.title())));
    }

    private boolean decide(TurnInput input) {
        Optional<TurnState> state = current();
        if (state.isEmpty()) {
            return true;
        }
        Either<Refusal, Decision> decision = TurnLoop.decide(state.get(), input);
        if (decision.isLeft()) {
            return false;
        }
        List<Event> facts = decision.get().facts();
        Optional<TurnEvent.MessageSteered> joining = Steering.joining(memory, state.get(), facts);
        if (joining.isPresent()) {
            append(List.of(joining.get()));
            return decide(input);
        }
        boolean ending = Given.after(state.get(), facts) instanceof TurnState.Ended;
        List<Event> all =
                new ArrayList<>(ending ? Steering.queued(memory, state.get(), true) : List.of());
        all.addAll(facts);
        append(all);
        return true;
    }

    private void append(List<Event> facts) {
        memory = log.append(facts, memory);
    }

    /** The oldest turn that has not ended; turns of a session never run side by side. */
    private Optional<TurnState> current() {
        return turns.stream().flatMap(turn -> memory.turn(turn).stream()).findFirst();
    }
}
