package dev.perdure.contract.simulation;

import dev.perdure.contract.invariant.SessionHistory;
import dev.perdure.contract.invariant.ToolBook;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.SessionEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.OutcomePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One world, from its seed: two to four nodes, some sessions with their clients and readers, bad
 * weather, and then good weather in which every turn has to end. The same seed takes the same steps
 * on the same build. For one thread.
 */
public final class Simulation {

    private static final Duration END_MAX = Duration.ofMinutes(6);

    private final long seed;
    private final Chance chance;
    private final Trace trace = new Trace();
    private final Carrier carrier;
    private final Surroundings world;
    private final Cluster cluster;
    private final Weather weather;
    private final List<SessionKey> sessions = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    Simulation(long seed, Bug bug) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.carrier = new Carrier(chance, trace);
        Counts counts = new Counts();
        Store store = new Store(carrier, trace, counts, bug);
        this.world =
                new Surroundings(
                        carrier,
                        chance,
                        trace,
                        store,
                        new ToolBook(store.checker()),
                        counts,
                        chance.oneOf(List.of(OutcomePolicy.values())));
        this.cluster = new Cluster(world, 2 + chance.below(3));
        this.weather = new Weather(world, cluster);
    }

    /** Runs the world of a seed to its end, or to the first promise that does not hold. */
    public static Run run(long seed) {
        return run(seed, Bug.NONE);
    }

    static Run run(long seed, Bug bug) {
        return new Simulation(seed, bug).run();
    }

    private Run run() {
        try {
            populate();
            weather.begin();
            clients.forEach(Client::begin);
            followers.forEach(Follower::begin);
            runUntilSettled();
            compare();
            return result(null);
        } catch (Violation broken) {
            return result(broken.getMessage());
        }
    }

    private void populate() {
        for (int count = 1 + chance.below(3); count > 0; count--) {
            SessionKey session =
                    new SessionKey(OrganisationId.DEFAULT, new SessionId(chance.uuid()));
            open(session);
            sessions.add(session);
            clients.add(new Client(world, cluster, session));
            followers.add(new Follower(world, cluster, session));
        }
    }

    private void open(SessionKey session) {
        SessionSettings settings =
                new SessionSettings(
                        Harness.GENERIC_ID,
                        null,
                        null,
                        "",
                        List.of(),
                        null,
                        "",
                        List.of(),
                        List.of(Tools.CLIENT_TOOL),
                        null,
                        JsonObject.empty());
        Batch opening =
                Batch.of(
                        session,
                        new Guard.NewStream(),
                        List.of(new SessionEvent.SessionOpened(settings)));
        AppendOutcome outcome =
                world.store().commit(new Life("world"), world.store().log(), opening);
        if (!(outcome instanceof AppendOutcome.Appended)) {
            throw new IllegalStateException("no session: " + outcome);
        }
    }

    private void runUntilSettled() {
        while (!isSettled()) {
            step();
            if (carrier.now() > END_MAX.toNanos()) {
                throw new Violation(
                        "nothing stands in their way, and not all turns have ended, or not all readers"
                                + " have come to the end: "
                                + openTurns());
            }
        }
    }

    private boolean isSettled() {
        return weather.isClear()
                && clients.stream().allMatch(Client::isDone)
                && sessions.stream().allMatch(this::isAtRest)
                && followers.stream().allMatch(Follower::isAtTheEnd);
    }

    private void step() {
        if (!carrier.step()) {
            throw new Violation("nothing will ever happen again");
        }
    }

    private boolean isAtRest(SessionKey session) {
        return history(session).open().isEmpty();
    }

    private SessionHistory history(SessionKey session) {
        return world.store().checker().history(session);
    }

    private List<String> openTurns() {
        return sessions.stream()
                .filter(session -> !isAtRest(session))
                .map(session -> Store.name(session) + " " + history(session).state().turns())
                .toList();
    }

    private void compare() {
        for (int i = 0; i < sessions.size(); i++) {
            SessionHistory history = history(sessions.get(i));
            world.book().compare(sessions.get(i), Tools.ACTING);
            for (String text : clients.get(i).acknowledged()) {
                if (!history.wasSaid(text)) {
                    throw new Violation("acknowledged and not in the log: " + text);
                }
            }
        }
    }

    private void count(SessionHistory history) {
        Counts counts = world.counts();
        counts.add(Figure.TURNS, history.turns());
        counts.add(Figure.TURNS_CANCELLED, history.cancelled());
        counts.add(Figure.TURNS_FAILED, history.failed());
        counts.add(Figure.MESSAGES_STEERED, history.steered());
        counts.add(Figure.ATTEMPTS_SUPERSEDED, history.superseded());
        counts.add(Figure.OUTCOMES_UNKNOWN, history.unknown());
    }

    private Run result(@Nullable String violation) {
        world.counts().add(Figure.STEPS, carrier.steps());
        world.counts().add(Figure.RUNS_REPEATED, world.book().repeated());
        world.counts().add(Figure.EFFECTS, world.book().effects());
        for (SessionKey session : sessions) {
            count(history(session));
        }
        return new Run(seed, trace.hash(), world.counts().all(), violation, trace.text());
    }

    /**
     * What became of one world.
     *
     * @param hash of every step; another run of the seed has the same
     * @param figures how much happened
     * @param violation the promise that did not hold; absent when all did
     * @param latest what happened last, line by line
     */
    public record Run(
            long seed,
            long hash,
            Map<Figure, Long> figures,
            @Nullable String violation,
            String latest) {}
}
