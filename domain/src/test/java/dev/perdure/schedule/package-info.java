@NullMarked
package dev.perdure.schedule;

import org.jspecify.annotations.NullMarked;
