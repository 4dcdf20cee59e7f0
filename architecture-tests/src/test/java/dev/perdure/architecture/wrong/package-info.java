/**
 * Small products that break one rule each, in a package named after the rule. Beside each broken
 * class stand some that come close and are right. Nothing here is used or run; the classes are read
 * by the test of the rules.
 */
@NullMarked
package dev.perdure.architecture.wrong;

import org.jspecify.annotations.NullMarked;
