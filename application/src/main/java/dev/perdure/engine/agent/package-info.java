/** What can be asked of agents: register, revise, archive. */
@NullMarked
package dev.perdure.engine.agent;

import org.jspecify.annotations.NullMarked;
