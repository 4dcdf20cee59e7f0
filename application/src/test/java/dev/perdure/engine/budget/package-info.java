/** Tests of what can be asked of providers. */
@NullMarked
package dev.perdure.engine.budget;

import org.jspecify.annotations.NullMarked;
