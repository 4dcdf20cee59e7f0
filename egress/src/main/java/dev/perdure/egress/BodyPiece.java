package dev.perdure.egress;

import java.nio.ByteBuffer;

/** The next of a body, as it arrived. */
public sealed interface BodyPiece {

    /** At least one byte. */
    record Bytes(ByteBuffer bytes) implements BodyPiece {}

    /** The body is complete. */
    record End() implements BodyPiece {}

    /** The rest of the body will never come. */
    record Failed(EgressFailure failure) implements BodyPiece {}
}
