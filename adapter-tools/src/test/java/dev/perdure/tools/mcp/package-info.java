/** Servers of the protocol, well and badly behaved, on real sockets. */
@NullMarked
package dev.perdure.tools.mcp;

import org.jspecify.annotations.NullMarked;
