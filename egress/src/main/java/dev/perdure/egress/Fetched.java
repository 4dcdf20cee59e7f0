package dev.perdure.egress;

import java.nio.ByteBuffer;

/** What came of a fetch. */
public sealed interface Fetched {

    /**
     * An answer, whatever its status says.
     *
     * @param from who gave it, which after a redirect is not who was asked
     * @param body decoded; its first bytes when it is longer than the bound
     * @param whole whether that is all of it
     */
    record Document(
            int status, Destination from, AnswerHeaders headers, ByteBuffer body, boolean whole)
            implements Fetched {

        public Document {
            body = body.asReadOnlyBuffer();
        }

        /** A copy of the body. */
        public byte[] bytes() {
            byte[] bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            return bytes;
        }
    }

    record Failed(EgressFailure failure) implements Fetched {}
}
