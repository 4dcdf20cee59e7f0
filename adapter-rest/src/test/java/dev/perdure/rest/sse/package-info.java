@NullMarked
package dev.perdure.rest.sse;

import org.jspecify.annotations.NullMarked;
