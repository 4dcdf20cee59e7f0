package dev.perdure.engine;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageStrategy;
import dev.perdure.session.SessionKey;
import java.util.function.BooleanSupplier;

/** One durable session, to talk to. Its key is all that is needed to go on with it later. */
public final class Conversation {

    private final SessionKey session;
    private final EventLog log;
    private final SubmitMessage submitMessage;
    private final BooleanSupplier closed;

    Conversation(
            SessionKey session, EventLog log, SubmitMessage submitMessage, BooleanSupplier closed) {
        this.session = session;
        this.log = log;
        this.submitMessage = submitMessage;
        this.closed = closed;
    }

    public SessionKey session() {
        return session;
    }

    /** Says something; it is in the log when this returns, and its turn is due. */
    public Reply say(String text) {
        return say(text, MessageStrategy.ENQUEUE);
    }

    /**
     * Says something that may arrive while another answer is under way.
     *
     * @throws IllegalArgumentException when it is refused, and says why
     */
    public Reply say(String text, MessageStrategy strategy) {
        SubmitMessage.Submitted submitted =
                Engine.orThrow(
                        submitMessage.submit(session, MessageDraft.ofText(text).with(strategy)));
        TurnEvent.MessageReceived fact = (TurnEvent.MessageReceived) submitted.envelope().entry();
        return new Reply(log, submitted.envelope(), fact.turn(), closed);
    }
}
