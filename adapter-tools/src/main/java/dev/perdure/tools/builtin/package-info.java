/**
 * The tools that come with the engine: the time, and arithmetic and made-up weather to try tool use
 * with. They read nothing but their arguments and a clock, and answer compact JSON.
 */
@NullMarked
package dev.perdure.tools.builtin;

import org.jspecify.annotations.NullMarked;
