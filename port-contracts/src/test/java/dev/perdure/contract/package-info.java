/** Tests of what the suites share. */
@NullMarked
package dev.perdure.contract;

import org.jspecify.annotations.NullMarked;
