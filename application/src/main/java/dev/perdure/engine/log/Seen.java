package dev.perdure.engine.log;

import dev.perdure.engine.work.Epoch;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;

/** How somebody saw a session last: its last fact, and whose it was. */
public record Seen(SessionKey session, StreamVersion version, Epoch epoch) {}
