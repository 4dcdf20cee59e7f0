/**
 * The secrets of sessions: what a person gives a session for its tools to use by name. Nothing here
 * writes a value to the log, and nothing shows one to a model or a client.
 */
@NullMarked
package dev.perdure.engine.secret;

import org.jspecify.annotations.NullMarked;
