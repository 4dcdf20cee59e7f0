/**
 * Starts, kills and talks to a service from outside: processes, HTTP, and event streams down to the
 * byte. Shares no code with the service.
 */
@NullMarked
package dev.perdure.service.proof.harness;

import org.jspecify.annotations.NullMarked;
