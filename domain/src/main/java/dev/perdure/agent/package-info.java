/** Agents: versioned, immutable configuration of the loop. An agent is never a running thing. */
@NullMarked
package dev.perdure.agent;

import org.jspecify.annotations.NullMarked;
