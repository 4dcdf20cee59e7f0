/**
 * Named bundles that contribute instructions and tools to an agent, and the pure merge of several
 * of them.
 */
@NullMarked
package dev.perdure.capability;

import org.jspecify.annotations.NullMarked;
