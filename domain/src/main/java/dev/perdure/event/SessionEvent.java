package dev.perdure.event;

import dev.perdure.session.SessionSettings;

/** Facts of a session as a whole. */
public sealed interface SessionEvent extends Event {

    /** The first fact of every stream. */
    record SessionOpened(SessionSettings settings) implements SessionEvent {}

    /**
     * From here on the session has other settings. What names the parts of its turns stays as it
     * was opened: harness, agent, model, instructions, capabilities and tools.
     *
     * @param settings all of them, changed or not
     * @param previousTitle what the session was called before
     */
    record SettingsChanged(SessionSettings settings, String previousTitle)
            implements SessionEvent {}

    /**
     * The head moved back: what follows continues from {@code to}, and the facts in between belong
     * to a branch that folds no longer see. The stream itself stays linear.
     */
    record HeadMoved(StreamVersion to, String reason) implements SessionEvent {}
}
