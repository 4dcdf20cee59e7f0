/** The engine as a program embeds it. */
@NullMarked
package dev.perdure.engine;

import org.jspecify.annotations.NullMarked;
