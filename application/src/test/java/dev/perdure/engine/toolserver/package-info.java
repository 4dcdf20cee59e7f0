/** What can be asked of servers of tools, and what becomes of tools that change. */
@NullMarked
package dev.perdure.engine.toolserver;

import org.jspecify.annotations.NullMarked;
