/**
 * What every dialect needs of HTTP and none of them owns: problems and how they become answers,
 * bounded JSON bodies, tidy paths, cross-origin rules. Knows no dialect's words.
 */
@NullMarked
package dev.perdure.rest.http;

import org.jspecify.annotations.NullMarked;
