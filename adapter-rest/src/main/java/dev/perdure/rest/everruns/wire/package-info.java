/**
 * What every dialect of the Everruns family reads and writes alike: ids in all their spellings,
 * times, request members, content parts, message bodies. Knows no dialect; a word that only one of
 * them uses stays there.
 */
@NullMarked
package dev.perdure.rest.everruns.wire;

import org.jspecify.annotations.NullMarked;
