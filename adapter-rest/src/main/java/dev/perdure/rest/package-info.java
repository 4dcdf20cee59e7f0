/**
 * The HTTP edge. Each wire dialect lives in a package of its own below this one and is a stranger
 * to the others.
 */
@NullMarked
package dev.perdure.rest;

import org.jspecify.annotations.NullMarked;
