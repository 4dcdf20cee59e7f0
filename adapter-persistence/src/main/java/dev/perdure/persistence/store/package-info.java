/**
 * The catalogues: agents, and sessions as lists show them. Every statement runs as the role of one
 * organisation.
 */
@NullMarked
package dev.perdure.persistence.store;

import org.jspecify.annotations.NullMarked;
