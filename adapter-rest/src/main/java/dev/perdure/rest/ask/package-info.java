/**
 * One question, one answer, as plain text: for a first look and for scripts. It stands beside the
 * dialects and speaks none of them.
 */
@NullMarked
package dev.perdure.rest.ask;

import org.jspecify.annotations.NullMarked;
