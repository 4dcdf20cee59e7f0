/** How harness, agent, session and message settings combine into the resolved agent of one turn. */
@NullMarked
package dev.perdure.resolution;

import org.jspecify.annotations.NullMarked;
