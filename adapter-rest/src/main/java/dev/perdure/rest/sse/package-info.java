/**
 * Server-sent events (WHATWG HTML, section 9.2): frames, heartbeats, the life of a connection and
 * where it begins. Speaks offsets and frames; what a frame says is a dialect's business.
 */
@NullMarked
package dev.perdure.rest.sse;

import org.jspecify.annotations.NullMarked;
