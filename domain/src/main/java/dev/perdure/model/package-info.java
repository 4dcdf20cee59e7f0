/**
 * What the engine knows of language models without knowing any provider: names, usage, finish
 * reasons and failures classified by the next move.
 */
@NullMarked
package dev.perdure.model;

import org.jspecify.annotations.NullMarked;
