/**
 * Looks for secrets in all that a service leaves behind: its database, what it printed, what it
 * answered, streamed and told a collector.
 */
@NullMarked
package dev.perdure.service.proof.secrets;

import org.jspecify.annotations.NullMarked;
