package dev.perdure.event;

import dev.perdure.session.SessionSettings;

/** Facts of a session as a whole. */
public sealed interface SessionEvent extends Event {

    /** The first fact of every stream. */
    record SessionOpened(SessionSettings settings) implements SessionEvent {}

    /**
     * The head moved back: what follows continues from {@code to}, and the facts in between belong
     * to a branch that folds no longer see. The stream itself stays linear.
     */
    record HeadMoved(StreamVersion to, String reason) implements SessionEvent {}
}
