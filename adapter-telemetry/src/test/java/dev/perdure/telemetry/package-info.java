/** Tests of the metrics. */
@NullMarked
package dev.perdure.telemetry;

import org.jspecify.annotations.NullMarked;
