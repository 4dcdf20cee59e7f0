/**
 * Sends spans to a collector by OTLP over HTTP. Knows nothing of turns; calls out through egress
 * alone.
 */
@NullMarked
package dev.perdure.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
