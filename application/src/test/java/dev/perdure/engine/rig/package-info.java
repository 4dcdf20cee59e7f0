/**
 * What the engine's tests are made of: nodes put together by hand, fakes that misbehave on request,
 * and readers of the log that know what must hold of it.
 */
@NullMarked
package dev.perdure.engine.rig;

import org.jspecify.annotations.NullMarked;
