/** Tests of the server that other tests get their databases from. */
@NullMarked
package dev.perdure.postgres.testing;

import org.jspecify.annotations.NullMarked;
