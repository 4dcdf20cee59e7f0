package dev.perdure.engine.toolserver;

import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.Optional;

/**
 * How servers of tools are spoken to, by the bounds of whoever asks. What they say is bounded and
 * checked, whatever they send; a call is sent once, and again only where the server turned it away
 * unseen. Thread-safe.
 */
public interface ToolServerClient {

    /** A client that reaches nobody. */
    ToolServerClient NONE = new NoToolServers();

    /** What speaks against asking a server, in a sentence; blocks while its name is looked up. */
    Optional<String> objection(ServerAccess access);

    /** Has a server met anew before it is asked again: what was agreed with it counts no more. */
    void forget(ToolServerId id);

    /** Asks a server for its tools. */
    ServerListing list(ServerAccess access, Duration time) throws InterruptedException;

    /**
     * Has a server run a tool, once. A server whose answer is waited for learns of an interrupt
     * that nobody does any more.
     */
    ServerAnswer call(ServerAccess access, ServedCall call) throws InterruptedException;
}
