/** Tests of what can be asked of providers. */
@NullMarked
package dev.perdure.engine.provider;

import org.jspecify.annotations.NullMarked;
