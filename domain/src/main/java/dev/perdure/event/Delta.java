package dev.perdure.event;

import dev.perdure.message.MessageId;
import dev.perdure.turn.TurnId;

/**
 * A piece of output on its way to becoming a fact. Deltas move the offset and not the version, may
 * be forgotten once their message is complete, and never decide anything.
 */
public sealed interface Delta extends Entry {

    TurnId turn();

    MessageId message();

    /** Place of the first character within the whole text of the message, in UTF-16 units. */
    int at();

    String text();

    /** A piece of an answer's text. */
    record OutputDelta(TurnId turn, MessageId message, int at, String text) implements Delta {}

    /** A piece of the reasoning shown before an answer. */
    record ThinkingDelta(TurnId turn, MessageId message, int at, String text) implements Delta {}
}
