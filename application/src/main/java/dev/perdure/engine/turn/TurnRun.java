package dev.perdure.engine.turn;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.work.Claim;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claimed turn being run, on the calling thread, until it ends, waits, is handed over or is
 * lost to another owner. An outage of the store is waited out in place.
 */
final class TurnRun implements RunningTurn {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRun.class);

    private static final Duration OUTAGE_PAUSE_FIRST = Duration.ofMillis(50);
    private static final Duration OUTAGE_PAUSE_MAX = Duration.ofSeconds(2);
    private static final Duration DEFECT_PAUSE = Duration.ofSeconds(10);

    private final Claim claim;
    private final TurnJournal journal;
    private final GivenUp givenUp;
    private final Timing timing;
    private final EffectsUnderWay effects;
    private final TurnDriver driver;
    private volatile boolean left;

    TurnRun(Claim claim, TurnJournal journal, GivenUp givenUp, Interpreters interpreters) {
        this.claim = claim;
        this.journal = journal;
        this.givenUp = givenUp;
        this.timing = interpreters.moments().timing();
        this.effects = new EffectsUnderWay(timing);
        this.driver = new TurnDriver(claim, interpreters, journal, effects);
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public Optional<Seen> seen() {
        return journal.seen();
    }

    @Override
    public void nudge() {
        effects.put(new Learned.LogMoved());
    }

    @Override
    public void handOver() {
        driver.handOver();
        effects.put(new Learned.HandOver());
    }

    @Override
    public boolean isLeft() {
        return left;
    }

    @Override
    public void stop() {
        effects.put(new Learned.Stop());
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void run() {
        try {
            outlastOutages(this::play);
            journal.leave();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error worse) {
            LOG.error("Turn {} could not be let go of.", claim.turn(), worse);
        } finally {
            effects.abandon();
        }
    }

    /** A defect that not even ends the turn must not keep it from an owner that may do better. */
    @SuppressWarnings("IllegalCatch")
    private void play() throws InterruptedException {
        try {
            if (givenUp.isDue()) {
                givenUp.end();
            } else {
                left = driver.play();
            }
        } catch (LogUnavailable | StoreUnavailable outage) {
            throw outage;
        } catch (RuntimeException | Error defect) {
            LOG.error("Turn {} cannot be run now.", claim.turn(), defect);
            effects.abandon();
            outlastOutages(() -> journal.letGo(DEFECT_PAUSE));
        }
    }

    private void outlastOutages(Task task) throws InterruptedException {
        Duration pause = OUTAGE_PAUSE_FIRST;
        long begun = timing.nanoTime();
        while (true) {
            try {
                task.run();
                return;
            } catch (LogUnavailable | StoreUnavailable outage) {
                LOG.warn("Turn {} waits for the store: {}", claim.turn(), outage.getMessage());
                if (timing.nanoTime() - begun > OUTAGE_PAUSE_MAX.toNanos()) {
                    pause = OUTAGE_PAUSE_FIRST;
                }
                if (effects.awaitStop(pause)) {
                    left = true;
                    return;
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(OUTAGE_PAUSE_MAX) > 0 ? OUTAGE_PAUSE_MAX : doubled;
                begun = timing.nanoTime();
            }
        }
    }

    /** What is tried again after an outage. */
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }
}
