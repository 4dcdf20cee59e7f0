package dev.perdure.persistence.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.persistence.Database;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.OutcomePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of programs whose tools count outside of the log: where it matters most, and at
 * moments that chance picks. More of the latter with {@code -Dkills=1000}, and no more than {@code
 * -Dkills.minutes=} allow.
 */
class KillsTest {

    private static final int KILLS = Integer.getInteger("kills", 8);
    private static final int PROGRAMS = Integer.getInteger("kills.programs", 3);
    private static final Duration TIME_MAX =
            Duration.ofMinutes(Integer.getInteger("kills.minutes", 120));
    private static final int PROGRESS = 50;
    private static final long SEED = Long.getLong("cases.seed", 1);
    private static final int WORKING_MIN = 2;
    private static final int SESSIONS_OF_A_POLICY = 3;
    private static final int MESSAGES_MAX = 25;
    private static final long MOMENT_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Database database = Database.empty();
    private final Address address = Address.of(database.address());
    private final List<Victim> programs = new ArrayList<>();
    private Outside outside;
    private Conversations conversations;
    private volatile boolean killed;

    @BeforeEach
    void open() {
        outside = Outside.watch(address);
        outside.create();
        conversations = new Conversations(address, outside);
    }

    @AfterEach
    void close() throws InterruptedException {
        killed = true;
        for (Victim program : programs) {
            program.close();
        }
        conversations.close();
        outside.close();
        database.close();
    }

    @Test
    void a_kill_around_an_effect_repeats_what_has_a_key_and_nothing_else_unless_it_is_ruled()
            throws InterruptedException {
        Map<SessionKey, String> held = new LinkedHashMap<>();
        for (Hold hold : List.of(Hold.BEFORE_IT_COUNTS, Hold.AFTER_IT_COUNTED)) {
            for (OutcomePolicy policy : OutcomePolicy.values()) {
                held.put(held(policy, hold, CountingTools.UNKEYED), policy + " " + hold);
            }
            held.put(held(OutcomePolicy.ASK, hold, CountingTools.KEYED), "KEYED " + hold);
        }
        SessionKey lying = held(OutcomePolicy.ASK, Hold.AFTER_IT_COUNTED, CountingTools.LYING);
        programs.add(Victim.start(address));
        Await.until(
                PATIENCE,
                "every call is where its program is to be killed",
                () -> outside.runs().size() == 9 && outside.effects().size() == 5);

        programs.removeFirst().kill();
        programs.add(Victim.start(address));
        Judge judge = afterAll();

        assertThat(judge.violations())
                .singleElement()
                .asString()
                .contains("a key counts once", lying.id().value().toString());
        Map<String, String> counted = new LinkedHashMap<>();
        held.forEach((session, name) ->
                counted.put(name, timesOf(outside.runs(), session, outside.effects())));
        assertThat(counted)
                .containsEntry("KEYED BEFORE_IT_COUNTS", "2 runs, 1 effects")
                .containsEntry("ASK BEFORE_IT_COUNTS", "1 runs, 0 effects")
                .containsEntry("FAIL_TO_MODEL BEFORE_IT_COUNTS", "1 runs, 0 effects")
                .containsEntry("RERUN BEFORE_IT_COUNTS", "2 runs, 1 effects")
                .containsEntry("KEYED AFTER_IT_COUNTED", "2 runs, 1 effects")
                .containsEntry("ASK AFTER_IT_COUNTED", "1 runs, 1 effects")
                .containsEntry("FAIL_TO_MODEL AFTER_IT_COUNTED", "1 runs, 1 effects")
                .containsEntry("RERUN AFTER_IT_COUNTED", "2 runs, 2 effects");
    }

    private SessionKey held(OutcomePolicy policy, Hold hold, String tool) {
        SessionKey session = conversations.open(policy);
        conversations.want(session, hold, tool);
        return session;
    }

    private static String timesOf(List<Counted> runs, SessionKey session, List<Counted> effects) {
        return times(runs, session) + " runs, " + times(effects, session) + " effects";
    }

    private static int times(List<Counted> all, SessionKey session) {
        return all.stream()
                .filter(one -> one.place().session().equals(session.id().value()))
                .mapToInt(Counted::times)
                .sum();
    }

    @Test
    void kills_at_random_moments_count_once_what_has_a_key_and_never_silently_twice_what_has_none()
            throws InterruptedException {
        Random random = new Random(SEED);
        List<SessionKey> talking = new ArrayList<>();
        for (int i = 0; i < SESSIONS_OF_A_POLICY; i++) {
            for (OutcomePolicy policy : OutcomePolicy.values()) {
                talking.add(conversations.open(policy));
            }
        }
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(Victim.start(address));
        }
        long begin = System.nanoTime();
        int kills = 0;
        Background<Boolean> talk = Background.start(() -> keepTalking(talking));
        while (kills < KILLS && System.nanoTime() - begin < TIME_MAX.toNanos()) {
            Victim victim = oneOfThoseThatWork(random);
            LockSupport.parkNanos(random.nextLong(MOMENT_NANOS_MAX));
            victim.kill();
            kills++;
            programs.remove(victim);
            programs.add(Victim.start(address));
            if (kills % PROGRESS == 0) {
                System.out.println(kills + " were killed so far");
            }
        }
        killed = true;
        talk.await(PATIENCE);
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        awaitEnd();
        talking.forEach(this::wantMore);

        Judge judge = afterAll();
        List<String> violations = judge.violations();
        print(judge, kills, time, violations);

        assertThat(kills).isPositive();
        assertThat(violations).isEmpty();
        assertThat(judge.tallies().values()).hasSize(4).allMatch(tally -> tally.calls() > 0);
    }

    /** Never the only one, so that turns come on however slowly programs start. */
    private Victim oneOfThoseThatWork(Random random) {
        List<Victim> working = new ArrayList<>();
        Await.until(
                PATIENCE,
                "programs work",
                () -> {
                    replaceThoseThatCouldNotStart();
                    working.clear();
                    programs.stream().filter(Victim::isWorking).forEach(working::add);
                    return working.size() >= WORKING_MIN;
                });
        return working.get(random.nextInt(working.size()));
    }

    /** On a machine that has other things to do, the database may not answer in time. */
    private void replaceThoseThatCouldNotStart() {
        programs.replaceAll(program -> program.isAlive() ? program : Victim.start(address));
    }

    /** Whose message was answered gets the next one, as long as there are kills. */
    private boolean keepTalking(List<SessionKey> talking) {
        while (!killed) {
            for (int i = 0; i < talking.size(); i++) {
                if (conversations.attend(talking.get(i))) {
                    talking.set(i, successor(talking.get(i)));
                    wantMore(talking.get(i));
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Who has talked for long enough is replaced. */
    private SessionKey successor(SessionKey session) {
        return conversations.wanted(session) < MESSAGES_MAX
                ? session
                : conversations.open(conversations.policies().get(session));
    }

    private void wantMore(SessionKey session) {
        conversations.want(session, Hold.NEVER, CountingTools.KEYED, CountingTools.UNKEYED);
    }

    private void awaitEnd() {
        Await.until(
                PATIENCE,
                "every turn has ended",
                () -> {
                    replaceThoseThatCouldNotStart();
                    return conversations.attendAll();
                });
    }

    /** Lets every turn come to its end, ends the programs, and lets what they had sent be done. */
    private Judge afterAll() throws InterruptedException {
        awaitEnd();
        for (Victim program : programs) {
            program.kill();
        }
        Await.until(PATIENCE, "the dead are silent", outside::isQuiet);
        return new Judge(conversations, outside);
    }

    private static void print(Judge judge, int kills, Duration time, List<String> violations) {
        System.out.printf(
                "kills: %d kills, %d programs at a time, %d s, seed %d: %d turns, %d model calls"
                        + " cut, %d turns ended by the bound of attempts, %d violations%n",
                kills,
                PROGRAMS,
                time.toSeconds(),
                SEED,
                judge.turns(),
                judge.superseded(),
                judge.failed(),
                violations.size());
        System.out.println("kills: " + Tally.HEAD);
        judge.tallies().forEach((kind, tally) -> System.out.println("kills: " + tally.text(kind)));
        violations.forEach(violation -> System.out.println("kills: " + violation));
    }
}
