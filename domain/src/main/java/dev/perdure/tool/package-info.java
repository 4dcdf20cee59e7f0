/**
 * Tools as data: definitions with hints, calls with their exact argument bytes, results, and the
 * key that makes an effect recognisable.
 */
@NullMarked
package dev.perdure.tool;

import org.jspecify.annotations.NullMarked;
