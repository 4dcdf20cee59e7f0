/**
 * The earlier Everruns dialects, which share their routes: sessions below their agent, plain UUIDs,
 * a page of events by offset, a tutorial's frames, messages whose content is an object or a list.
 * Bodies and frames are pure projections of the log. Nothing outside this package knows its words.
 */
@NullMarked
package dev.perdure.rest.everruns.nested;

import org.jspecify.annotations.NullMarked;
