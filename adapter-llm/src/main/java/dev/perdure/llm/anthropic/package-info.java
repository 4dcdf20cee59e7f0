/**
 * The driver of the Messages wire: Anthropic's, and that of the servers that speak it, too. Its
 * thinking is signed, and goes back as it came.
 */
@NullMarked
package dev.perdure.llm.anthropic;

import org.jspecify.annotations.NullMarked;
