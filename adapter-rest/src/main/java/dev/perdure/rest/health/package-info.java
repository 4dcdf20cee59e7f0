/** Whether this node can do its work, found out by asking the log a real question. */
@NullMarked
package dev.perdure.rest.health;

import org.jspecify.annotations.NullMarked;
