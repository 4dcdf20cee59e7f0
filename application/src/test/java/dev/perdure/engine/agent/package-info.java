/** What can be asked of agents, and what is refused. */
@NullMarked
package dev.perdure.engine.agent;

import org.jspecify.annotations.NullMarked;
