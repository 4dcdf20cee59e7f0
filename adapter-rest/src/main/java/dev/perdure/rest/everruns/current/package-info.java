/**
 * The current Everruns dialect: top-level routes, prefixed ids, dotted event names, problem bodies.
 * Bodies and frames are pure projections of the log. Nothing outside this package knows its words.
 */
@NullMarked
package dev.perdure.rest.everruns.current;

import org.jspecify.annotations.NullMarked;
