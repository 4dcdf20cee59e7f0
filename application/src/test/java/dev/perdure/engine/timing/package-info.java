/** What the port of waiting owes, asked of the one that waits in real time. */
@NullMarked
package dev.perdure.engine.timing;

import org.jspecify.annotations.NullMarked;
