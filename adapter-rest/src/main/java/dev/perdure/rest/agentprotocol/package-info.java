/**
 * The place of the Agent Protocol. Its port is taken from the start and answers in the protocol's
 * own JSON that the surface is still to come.
 */
@NullMarked
package dev.perdure.rest.agentprotocol;

import org.jspecify.annotations.NullMarked;
