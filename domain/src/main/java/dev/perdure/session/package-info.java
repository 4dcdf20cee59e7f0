/** The durable conversation: its identity and the settings it was opened with. */
@NullMarked
package dev.perdure.session;

import org.jspecify.annotations.NullMarked;
