/**
 * The driver of the Responses wire, which keeps nothing at the server: every request holds the
 * whole conversation, with the encrypted reasoning that came with it.
 */
@NullMarked
package dev.perdure.llm.responses;

import org.jspecify.annotations.NullMarked;
