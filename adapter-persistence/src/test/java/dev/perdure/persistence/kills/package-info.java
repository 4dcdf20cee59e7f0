/**
 * Programs that run the engine on one PostgreSQL and are killed, one after the other, while their
 * tools count outside of the log; and the judge of what log and counters say afterwards.
 */
@NullMarked
package dev.perdure.persistence.kills;

import org.jspecify.annotations.NullMarked;
