/** The crash matrix on the storage in memory, and engines that it has to find wrong. */
@NullMarked
package dev.perdure.contract.crash;

import org.jspecify.annotations.NullMarked;
