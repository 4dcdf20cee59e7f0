/** The node at work: its places, its loops, its end. */
@NullMarked
package dev.perdure.engine.worker;

import org.jspecify.annotations.NullMarked;
