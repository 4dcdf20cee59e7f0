/** Worlds by seed, and the bugs that a simulation worth its time has to find. */
@NullMarked
package dev.perdure.contract.simulation;

import org.jspecify.annotations.NullMarked;
