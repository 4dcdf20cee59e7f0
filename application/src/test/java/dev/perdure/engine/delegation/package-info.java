@NullMarked
package dev.perdure.engine.delegation;

import org.jspecify.annotations.NullMarked;
