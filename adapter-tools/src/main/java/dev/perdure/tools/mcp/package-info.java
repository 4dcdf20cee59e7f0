/**
 * Servers of the Model Context Protocol over streamable HTTP, in both of its current revisions: the
 * one without sessions is tried first. Nothing they send is believed, and all of it is bounded.
 */
@NullMarked
package dev.perdure.tools.mcp;

import org.jspecify.annotations.NullMarked;
