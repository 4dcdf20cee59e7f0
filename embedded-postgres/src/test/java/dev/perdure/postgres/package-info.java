/** Tests of the launcher against real binaries, real processes and real signals. */
@NullMarked
package dev.perdure.postgres;

import org.jspecify.annotations.NullMarked;
