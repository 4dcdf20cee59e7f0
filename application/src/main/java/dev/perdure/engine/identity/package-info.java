/** Where new identities come from; a port, so that tests and simulations can hand them out. */
@NullMarked
package dev.perdure.engine.identity;

import org.jspecify.annotations.NullMarked;
