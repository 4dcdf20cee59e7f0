package dev.perdure.engine.turn;

import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.turn.effect.Performance;
import dev.perdure.loop.TurnEffect;
import java.util.function.Consumer;

/** One effect being performed, told apart from an earlier performance of an equal one. */
final class EffectUnderWay {

    private final TurnEffect effect;
    private final Performance performance;
    private final Thread thread;

    /**
     * @param mailbox told how it ended
     */
    EffectUnderWay(
            TurnEffect effect, Performance performance, Timing timing, Consumer<Learned> mailbox) {
        this.effect = effect;
        this.performance = performance;
        this.thread = timing.thread("perdure-effect", () -> mailbox.accept(outcome()));
    }

    TurnEffect effect() {
        return effect;
    }

    void start() {
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Interrupts it and sees to it that nothing of it reaches the log any more. */
    void stop() {
        thread.interrupt();
        performance.stop();
    }

    /** An effect that ended in silence would leave its turn waiting, so not even errors pass. */
    @SuppressWarnings("IllegalCatch")
    private Learned outcome() {
        try {
            return new Learned.Outcome(this, performance.perform());
        } catch (Throwable cause) {
            return new Learned.Broken(this, cause);
        }
    }
}
