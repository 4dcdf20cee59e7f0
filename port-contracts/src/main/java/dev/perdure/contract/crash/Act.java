package dev.perdure.contract.crash;

import dev.perdure.event.Entry;
import dev.perdure.message.MessageStrategy;

/**
 * One thing a client or an operator does, or waits for. Whoever got no answer does it again, so it
 * is one that can be.
 */
@FunctionalInterface
interface Act {

    void on(Stage stage);

    static Act says(String text) {
        return says(text, MessageStrategy.ENQUEUE);
    }

    static Act says(String text, MessageStrategy strategy) {
        return stage -> stage.say(text, strategy);
    }

    /** Says something that is refused while a turn is under way. */
    static Act saysInVain(String text) {
        return stage -> stage.sayInVain(text);
    }

    /** Waits for such a record, and decides what is asked on the way. */
    static Act awaits(Class<? extends Entry> kind) {
        return stage -> stage.await(kind, true);
    }

    /** Waits for such a record and decides nothing. */
    static Act watchesFor(Class<? extends Entry> kind) {
        return stage -> stage.await(kind, false);
    }

    static Act awaitsTheEnd() {
        return Stage::awaitEnd;
    }

    static Act cancels() {
        return Stage::cancel;
    }

    static Act handsIn(String... calls) {
        return stage -> stage.handIn(calls);
    }

    /** Bounds what the session may spend, in tokens, if nothing does yet. */
    static Act bounds(long tokens) {
        return stage -> stage.bound(tokens);
    }

    static Act topsUp(long tokens) {
        return stage -> stage.topUp(tokens);
    }

    static Act renames() {
        return Stage::rename;
    }

    static Act removes() {
        return Stage::remove;
    }

    /** The node is asked to stop, does, and another one starts in its place. */
    static Act drains() {
        return Stage::drain;
    }

    /** The same, asked of the other node. */
    static Act elsewhere(Act act) {
        return stage -> stage.elsewhere(act);
    }
}
