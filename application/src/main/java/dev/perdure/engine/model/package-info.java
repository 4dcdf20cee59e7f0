/** The port of language models: one blocking call that yields chunks under a checked grammar. */
@NullMarked
package dev.perdure.engine.model;

import org.jspecify.annotations.NullMarked;
