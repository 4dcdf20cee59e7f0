/**
 * The stored form of events, deltas and settings: each record has a name, a version and canonical
 * JSON bytes, and every form that was ever written stays readable. The only place where stored
 * names occur; knows no database.
 */
@NullMarked
package dev.perdure.persistence.codec;

import org.jspecify.annotations.NullMarked;
