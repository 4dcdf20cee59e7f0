package dev.perdure.egress;

import dev.perdure.egress.EgressFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads the body of one answer up to a bound, decoded; what comes after it is not waited for. */
record DocumentReader(EgressRequest request, FetchBounds bounds) {

    Fetched read(EgressAnswer.Begun begun, EgressCall call) throws InterruptedException {
        CallBody body = new CallBody(call, bounds);
        try (InputStream decoded = decoded(body, begun)) {
            byte[] read = decoded.readNBytes(bounds.bytesMax() + 1);
            boolean fits = read.length <= bounds.bytesMax();
            return new Fetched.Document(
                    begun.status(),
                    request.destination(),
                    begun.headers(),
                    ByteBuffer.wrap(read, 0, fits ? read.length : bounds.bytesMax()),
                    fits && isOver(decoded));
        } catch (CallBody.BrokenOff broken) {
            return new Fetched.Failed(broken.failure());
        } catch (IOException undecodable) {
            body.throwIfInterrupted();
            return new Fetched.Failed(
                    new EgressFailure(
                            Kind.UNREADABLE,
                            "What "
                                    + request.destination().host()
                                    + " answered is compressed in a way that cannot be read."));
        }
    }

    private InputStream decoded(CallBody body, EgressAnswer.Begun begun) throws IOException {
        String coding = begun.headers().first("content-encoding").orElse("");
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> body.isEmpty() ? body : Gzip.of(body);
            default -> throw new IOException("an unknown coding");
        };
    }

    private static boolean isOver(InputStream decoded) throws IOException {
        return decoded instanceof Gzip gzip ? gzip.isLast() : decoded.read() < 0;
    }
}
