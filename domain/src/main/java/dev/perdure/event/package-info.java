/**
 * The shape of the log: the facts and deltas of a session, their envelope, computed ids and
 * cursors. Storage has no say here.
 */
@NullMarked
package dev.perdure.event;

import org.jspecify.annotations.NullMarked;
