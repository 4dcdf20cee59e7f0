/**
 * Schedules: sessions that are sent a message at a time, or again and again. What can be asked of
 * them, the tools by which a session schedules itself, and the timer that fires what is due.
 */
@NullMarked
package dev.perdure.engine.schedule;

import org.jspecify.annotations.NullMarked;
