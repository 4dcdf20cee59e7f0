/**
 * What every implementation of a catalogue owes: extend the contract of its port to be held to it.
 */
@NullMarked
package dev.perdure.contract.store;

import org.jspecify.annotations.NullMarked;
