/**
 * Capabilities by which an agent looks at its own session, names it and finds what was said in it.
 */
@NullMarked
package dev.perdure.tools.session;

import org.jspecify.annotations.NullMarked;
