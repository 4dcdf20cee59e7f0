package dev.perdure.engine.store;

import dev.perdure.agent.AgentId;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as lists show them: a view of the log's streams, in step with it. Sessions come into
 * being by the append that opens their stream. Throws {@link StoreUnavailable} when the store
 * cannot be reached.
 */
public interface SessionStore {

    Optional<Session> find(SessionKey session);

    /** Sessions, newest first. */
    Page<Session> list(OrganisationId organisation, SessionQuery query);

    /**
     * Deletes the session, its log and its turns. Late writers are refused, tails end.
     *
     * @return false when there was no such session
     */
    boolean remove(SessionKey session);

    /**
     * The version of the last end of a turn that some reader was handed; {@link StreamVersion#NONE}
     * when there was none.
     */
    StreamVersion delivered(SessionKey session);

    /**
     * Notes which ends of turns readers were handed. A mark never moves back; what is said of a
     * session that does not exist is passed over.
     */
    void markDelivered(Map<SessionKey, StreamVersion> marks);

    /**
     * What the calls of models of sessions that are there came to. By session, agent and
     * organisation it counts whole turns, when they end, attempts without an answer included; by
     * model it counts answers.
     *
     * @return in the order of {@link Spent#of}
     */
    List<Spent> spent(OrganisationId organisation, Spent.Query query);

    /**
     * What is asked of the list.
     *
     * @param agent absent means of any agent
     * @param search part of the title, in any case; empty finds all
     * @param waiting whether only those are asked for whose turn rests until somebody outside
     *     answers; it costs what there is of those, however many sessions there are
     */
    record SessionQuery(@Nullable AgentId agent, String search, boolean waiting, Window window) {

        /** Of all sessions, whatever they do. */
        public SessionQuery(@Nullable AgentId agent, String search, Window window) {
            this(agent, search, false, window);
        }

        /** Of all sessions that wait for somebody. */
        public static SessionQuery ofWaiting(Window window) {
            return new SessionQuery(null, "", true, window);
        }
    }
}
