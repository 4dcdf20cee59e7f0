/**
 * What the product promises, shown on the product itself: the service as it ships, in a process of
 * its own, on a real PostgreSQL, through real sockets. Run after the jar is built; how long and how
 * much is {@link dev.perdure.service.proof.Extent}.
 */
@NullMarked
package dev.perdure.service.proof;

import org.jspecify.annotations.NullMarked;
