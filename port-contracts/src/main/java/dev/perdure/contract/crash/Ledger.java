package dev.perdure.contract.crash;

import dev.perdure.contract.invariant.LogChecker;
import dev.perdure.contract.invariant.SessionHistory;
import dev.perdure.contract.invariant.ToolBook;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tools of a world did, held against its log each time; and the log itself, in the end.
 * Thread-safe. The engine takes what a tool throws for the tool's failure, so violations are kept.
 */
final class Ledger {

    private final LogChecker checker;
    private final ToolBook book;
    private final List<Violation> violations = new ArrayList<>();

    Ledger(EventLog log) {
        this.checker = new LogChecker(log);
        this.book = new ToolBook(checker);
    }

    synchronized void begin(ToolCall call, ToolContext context) {
        keeping(() -> {
            checker.follow(context.session());
            book.begin(call, context);
        });
    }

    synchronized void act(ToolCall call, ToolContext context) {
        keeping(() -> {
            checker.follow(context.session());
            book.act(call, context);
        });
    }

    synchronized void actOnce(ToolCall call, ToolContext context) {
        book.actOnce(call, context);
    }

    synchronized boolean hasHappened(SessionKey session, TurnId turn, ToolCallId call) {
        return book.hasHappened(session, turn, call);
    }

    /** The whole log, nobody writing to it any more. */
    synchronized SessionHistory settled(SessionKey session) {
        violations.stream()
                .findFirst()
                .ifPresent(violation -> {
                    throw violation;
                });
        checker.read(session);
        book.compare(session, PlayedTools.ACTING);
        book.compare(session, PlayedServer.ACTING);
        return checker.history(session);
    }

    private void keeping(Runnable entry) {
        try {
            entry.run();
        } catch (Violation broken) {
            violations.add(broken);
            throw broken;
        }
    }
}
