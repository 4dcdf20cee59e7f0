/**
 * The driver of Google's Gemini wire. Its calls come whole, and carry a signature of the thought
 * that led to them.
 */
@NullMarked
package dev.perdure.llm.gemini;

import org.jspecify.annotations.NullMarked;
