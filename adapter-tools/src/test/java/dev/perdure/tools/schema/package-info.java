@NullMarked
package dev.perdure.tools.schema;

import org.jspecify.annotations.NullMarked;
