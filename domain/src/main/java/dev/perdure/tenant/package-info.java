/**
 * The owner of everything stored: the organisation. Every stream, agent and session belongs to
 * exactly one.
 */
@NullMarked
package dev.perdure.tenant;

import org.jspecify.annotations.NullMarked;
