@NullMarked
package dev.perdure.engine.secret;

import org.jspecify.annotations.NullMarked;
