/** The port of tools the engine runs itself. */
@NullMarked
package dev.perdure.engine.tool;

import org.jspecify.annotations.NullMarked;
