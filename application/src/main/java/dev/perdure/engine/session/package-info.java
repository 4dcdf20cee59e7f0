/** What can be asked of sessions: open, say something, cancel, delete. */
@NullMarked
package dev.perdure.engine.session;

import org.jspecify.annotations.NullMarked;
