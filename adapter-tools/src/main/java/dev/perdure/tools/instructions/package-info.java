/**
 * What a workspace says to the agents that work in it: its {@code AGENTS.md}, and skills, which are
 * instructions for one kind of work each. What a turn is told of them is as of its beginning.
 */
@NullMarked
package dev.perdure.tools.instructions;

import org.jspecify.annotations.NullMarked;
