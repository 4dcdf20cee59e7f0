/**
 * Servers of tools that organisations keep: what can be asked of them, the port through which they
 * are spoken to, and the capabilities that offer their approved tools.
 */
@NullMarked
package dev.perdure.engine.toolserver;

import org.jspecify.annotations.NullMarked;
