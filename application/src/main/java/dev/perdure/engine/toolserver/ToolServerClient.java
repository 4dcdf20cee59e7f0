package dev.perdure.engine.toolserver;

import java.time.Duration;
import java.util.Optional;

/**
 * How servers of tools are spoken to. What they say is bounded and checked, whatever they send; a
 * call is sent once. Thread-safe.
 */
public interface ToolServerClient {

    /** A client that reaches nobody. */
    ToolServerClient NONE = new NoToolServers();

    /** What speaks against asking a server, in a sentence; blocks while its name is looked up. */
    Optional<String> objection(ServerAccess access);

    /** Asks a server for its tools. */
    ServerListing list(ServerAccess access, Duration time) throws InterruptedException;

    /**
     * Has a server run a tool, once. A server whose answer is waited for learns of an interrupt
     * that nobody does any more.
     */
    ServerAnswer call(ServerAccess access, ServedCall call) throws InterruptedException;
}
