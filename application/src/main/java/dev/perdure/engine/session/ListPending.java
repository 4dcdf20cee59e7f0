package dev.perdure.engine.session;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.tool.AskUser;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.loop.CallState;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.Clearance;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what waits for somebody outside; read from the log alone.
 *
 * @param subAgents the sessions that work for one, and have not answered
 */
public record ListPending(
        SessionStore sessions,
        FoldedSessions folded,
        Function<SessionKey, List<SessionKey>> subAgents) {

    /**
     * The calls that wait in an organisation, by session, the newest session first. Of a session
     * whose other calls still run they are told once those are done.
     *
     * @param window of the sessions that wait for somebody
     * @return with the number of those sessions
     */
    public Page<PendingCall> of(OrganisationId organisation, Window window) {
        Page<Session> waiting = sessions.list(organisation, SessionQuery.ofWaiting(window));
        List<PendingCall> calls = new ArrayList<>();
        for (Session session : waiting.items()) {
            calls.addAll(pending(session.key(), folded.load(session.key())));
        }
        return new Page<>(calls, waiting.total());
    }

    /**
     * The calls of a session that wait for a person or for its client, in the order asked, and
     * those of its sub-agents.
     */
    public Either<Refusal, List<PendingCall>> of(SessionKey session) {
        SessionState state = folded.load(session);
        if (state.settings() == null) {
            return Either.left(Refusal.noSuchSession(session.id().value().toString()));
        }
        List<PendingCall> calls = new ArrayList<>(pending(session, state));
        subAgents.apply(session).forEach(sub -> of(sub).forEach(calls::addAll));
        return Either.right(calls);
    }

    private static List<PendingCall> pending(SessionKey session, SessionState state) {
        TurnState foremost = state.foremost().orElse(null);
        if (!(foremost instanceof TurnState.Open turn) || turn.isToStop()) {
            return List.of();
        }
        SessionSettings settings = state.settings();
        List<SessionId> worksFor = settings == null ? List.of() : settings.ancestors();
        List<PendingCall> pending = new ArrayList<>();
        for (CallState call : turn.calls()) {
            PendingCall waiting = pending(session, worksFor, turn, call);
            if (waiting != null) {
                pending.add(waiting);
            }
        }
        return pending;
    }

    private static @Nullable PendingCall pending(
            SessionKey session, List<SessionId> worksFor, TurnState.Open turn, CallState call) {
        return switch (call) {
            case CallState.AwaitingApproval waiting ->
                    new PendingCall(
                            session,
                            worksFor,
                            turn.turn(),
                            PendingCall.Kind.APPROVAL,
                            waiting.planned().call(),
                            new PendingCall.Question(waiting.hash(), rule(waiting)),
                            waiting.askedAt());
            case CallState.Asked asked ->
                    new PendingCall(
                            session,
                            worksFor,
                            turn.turn(),
                            PendingCall.Kind.RULING,
                            asked.planned().call(),
                            null,
                            asked.askedAt());
            case CallState.Requested requested ->
                    new PendingCall(
                            session,
                            worksFor,
                            turn.turn(),
                            isAQuestion(requested)
                                    ? PendingCall.Kind.QUESTION
                                    : PendingCall.Kind.CLIENT,
                            requested.planned().call(),
                            null,
                            requested.askedAt());
            case CallState.Delegated ignored -> null;
            case CallState.Planned ignored -> null;
            case CallState.Started ignored -> null;
            case CallState.InDoubt ignored -> null;
            case CallState.Done ignored -> null;
        };
    }

    private static boolean isAQuestion(CallState.Requested requested) {
        return requested.planned().call().name().equals(AskUser.TOOL);
    }

    private static String rule(CallState.AwaitingApproval waiting) {
        return waiting.planned().clearance() instanceof Clearance.Needed needed
                ? needed.rule()
                : "";
    }
}
