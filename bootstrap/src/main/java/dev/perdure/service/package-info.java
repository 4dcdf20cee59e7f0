/**
 * The service: reads configuration, wires the parts, starts and stops them. Everything is known
 * here and nobody knows this package.
 */
@NullMarked
package dev.perdure.service;

import org.jspecify.annotations.NullMarked;
