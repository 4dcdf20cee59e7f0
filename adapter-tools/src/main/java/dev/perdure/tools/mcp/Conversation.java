package dev.perdure.tools.mcp;

import dev.perdure.tools.mcp.Line.Outcome;
import dev.perdure.tools.mcp.Requests.Ask;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is going on with one server: which revision it speaks, and in which session. A server that
 * turns a request away unseen may have been started anew, or be another one: it is met anew, once
 * for each request. Thread-safe.
 */
final class Conversation {

    /** Statuses that are about who asks, how often or how much, and not about a session. */
    private static final Set<Integer> NOT_OF_SESSIONS = Set.of(401, 403, 408, 413, 429);

    /** What a server says of a request that it has read: the tool, its arguments. */
    private static final Set<Long> HAVING_READ = Set.of(-32602L, -32603L);

    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Session session;

    /** Asks once; a request that was turned away unseen is asked again. */
    Outcome ask(Line line, Ask ask) throws InterruptedException {
        return switch (opened(line, null)) {
            case Opened.Not not -> new Outcome(not.trouble(), false);
            case Opened.As present -> asked(line, ask, present.session());
        };
    }

    private Outcome asked(Line line, Ask ask, Session present) throws InterruptedException {
        Outcome first = line.post(present, ask);
        if (!wasTurnedAway(present, first.reply())) {
            return first;
        }
        return switch (opened(line, present)) {
            case Opened.Not not -> new Outcome(not.trouble(), false);
            case Opened.As again ->
                    again.session().equals(present) ? first : line.post(again.session(), ask);
        };
    }

    private static boolean wasTurnedAway(Session present, Reply reply) {
        return switch (reply) {
            case Reply.Status status -> isOfSessions(status.status());
            case Reply.Refused error ->
                    isOfSessions(error.status())
                            && !HAVING_READ.contains(error.code())
                            && !(present instanceof Session.Modern
                                    && Opening.WORDS_OF_THE_NEWER.contains(error.code()));
            case Reply.Result result -> false;
            case Reply.NotSent nothing -> false;
            case Reply.Lost lost -> false;
        };
    }

    private static boolean isOfSessions(int status) {
        return status >= 400 && status < 500 && !NOT_OF_SESSIONS.contains(status);
    }

    /** The session, begun anew when there is none or it is {@code outworn}. */
    private Opened opened(Line line, @Nullable Session outworn) throws InterruptedException {
        Session present = session;
        if (present != null && !present.equals(outworn)) {
            return new Opened.As(present);
        }
        if (!opening.tryLock(line.patience().left().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Opened.Not(
                    new Reply.NotSent("The server did not let anybody begin with it in time."));
        }
        try {
            Session meanwhile = session;
            if (meanwhile != null && !meanwhile.equals(outworn)) {
                return new Opened.As(meanwhile);
            }
            session = null;
            Opened opened = new Opening(line).probed();
            if (opened instanceof Opened.As begun) {
                session = begun.session();
            }
            return opened;
        } finally {
            opening.unlock();
        }
    }
}
