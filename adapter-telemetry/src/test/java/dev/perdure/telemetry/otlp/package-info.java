/** The way of spans to a collector, over a real socket. */
@NullMarked
package dev.perdure.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
