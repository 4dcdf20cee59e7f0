/** Named bases that sessions run on: what holds where nothing above decides. */
@NullMarked
package dev.perdure.harness;

import org.jspecify.annotations.NullMarked;
