/**
 * When a session is to be sent a message by itself, and what became of each time that was due. What
 * a schedule does next is decided here, as a pure function of the schedule and the time; the
 * decision is stored before anything is sent.
 */
@NullMarked
package dev.perdure.schedule;

import org.jspecify.annotations.NullMarked;
