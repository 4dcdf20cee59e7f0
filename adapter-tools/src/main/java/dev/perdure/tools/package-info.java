/** Built-in tools behind the engine's tool port, and the capabilities that offer them to agents. */
@NullMarked
package dev.perdure.tools;

import org.jspecify.annotations.NullMarked;
