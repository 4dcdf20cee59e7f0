/**
 * The simulated models: no key, no network, the same conversation always gets the same answer. What
 * they say, how fast and how they fail can be prescribed in an agent's model settings, so that
 * demos, tests and load runs need no code.
 */
@NullMarked
package dev.perdure.llm.simulated;

import org.jspecify.annotations.NullMarked;
