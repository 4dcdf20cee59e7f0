/** Model providers behind the engine's model port, and the simulated model that needs no key. */
@NullMarked
package dev.perdure.llm;

import org.jspecify.annotations.NullMarked;
