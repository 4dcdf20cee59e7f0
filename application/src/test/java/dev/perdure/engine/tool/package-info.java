@NullMarked
package dev.perdure.engine.tool;

import org.jspecify.annotations.NullMarked;
