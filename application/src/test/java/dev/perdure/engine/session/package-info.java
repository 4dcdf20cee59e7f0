/** What can be asked of sessions, and what is refused. */
@NullMarked
package dev.perdure.engine.session;

import org.jspecify.annotations.NullMarked;
