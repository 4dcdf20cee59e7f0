/**
 * Servers of tools that an organisation keeps: where they are, and which of the tools they offer
 * somebody approved, each as it was then. Nothing here knows what any of them speaks.
 */
@NullMarked
package dev.perdure.toolserver;

import org.jspecify.annotations.NullMarked;
