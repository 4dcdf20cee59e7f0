/** Expressions of cron, and what they mean where clocks are put forward and back. */
@NullMarked
package dev.perdure.engine.schedule.cron;

import org.jspecify.annotations.NullMarked;
