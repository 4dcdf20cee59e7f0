/** As it should be. */
@NullMarked
package dev.perdure.architecture.wrong.everypackageisnullmarked.tool;

import org.jspecify.annotations.NullMarked;
