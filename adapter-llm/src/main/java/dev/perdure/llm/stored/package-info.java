/**
 * Providers that organisations keep: which types there are, what speaks against reaching one, and
 * the driver that does.
 */
@NullMarked
package dev.perdure.llm.stored;

import org.jspecify.annotations.NullMarked;
