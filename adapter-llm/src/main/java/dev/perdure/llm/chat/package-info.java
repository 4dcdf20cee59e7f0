/**
 * The driver of the Chat Completions wire, for every server that speaks it. One attempt is one
 * request. What a server may send is read leniently where meaning is not at stake, since no two of
 * them agree; what would make a broken answer look like a whole one is a failure.
 */
@NullMarked
package dev.perdure.llm.chat;

import org.jspecify.annotations.NullMarked;
