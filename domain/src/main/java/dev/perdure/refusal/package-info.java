/**
 * Expected noes with a reason. Every use case that can be declined answers one of these instead of
 * throwing.
 */
@NullMarked
package dev.perdure.refusal;

import org.jspecify.annotations.NullMarked;
