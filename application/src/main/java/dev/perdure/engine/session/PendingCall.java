package dev.perdure.engine.session;

import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCall;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call about which nothing is done until somebody outside answers.
 *
 * @param worksFor the sessions that this one works for, its own first; empty when it is nobody's
 *     sub-agent
 * @param approval what an answer is about; absent unless the call waits for leave to run
 * @param askedAt absent in logs that do not say
 */
public record PendingCall(
        SessionKey session,
        List<SessionId> worksFor,
        TurnId turn,
        Kind kind,
        ToolCall call,
        @Nullable Question approval,
        @Nullable Instant askedAt) {

    public PendingCall {
        worksFor = List.copyOf(worksFor);
    }

    /** Whether it is a person who has to answer, and not the client. */
    public boolean isAPersons() {
        return kind != Kind.CLIENT;
    }

    /** What is waited for. */
    public enum Kind {
        /** Leave to run. */
        APPROVAL,
        /** What is made of an unknown outcome. */
        RULING,
        /** A person's answers to what the agent asks; handed in like a result. */
        QUESTION,
        /** The result of a tool that the client runs. */
        CLIENT
    }

    /** What an answer to whether a call may run is about. */
    public record Question(CallHash hash, String rule) {}
}
