/**
 * The port of the log: appending, reading and following the streams of sessions. Whoever implements
 * it owes the guarantees written here and proved by the published contract suites.
 */
@NullMarked
package dev.perdure.engine.log;

import org.jspecify.annotations.NullMarked;
