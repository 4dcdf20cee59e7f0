package dev.perdure.tools.mcp;

import dev.perdure.egress.AnswerHeaders;
import dev.perdure.egress.BodyPiece;
import dev.perdure.egress.EgressAnswer;
import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressFailure;
import dev.perdure.egress.sse.OverlongEvent;
import dev.perdure.egress.sse.SseEvent;
import dev.perdure.egress.sse.SseReader;
import dev.perdure.json.Json;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request under way and how its answer is read. For one thread. */
final class Exchange {

    /** Of one message: a result of this size is beyond what any model is shown. */
    static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

    /** Of all messages of one answer, those that only tell how far it is included. */
    static final long ANSWER_BYTES_MAX = 4L * MESSAGE_BYTES_MAX;

    static final String SESSION_HEADER = "Mcp-Session-Id";

    /** Failures of calls that never came to where they were sent. */
    private static final Set<EgressFailure.Kind> NOT_SENT =
            EnumSet.of(
                    EgressFailure.Kind.FORBIDDEN,
                    EgressFailure.Kind.UNKNOWN_HOST,
                    EgressFailure.Kind.UNREACHABLE,
                    EgressFailure.Kind.CONNECT_TIMEOUT,
                    EgressFailure.Kind.UNTRUSTED);

    private final EgressCall call;
    private final Patience patience;
    private final String id;
    private final Listener listener;
    private long bytes;

    /** Takes what a server says before it answers, and says whether that is still bearable. */
    @FunctionalInterface
    interface Listener {

        boolean heard(JsonObject message) throws InterruptedException;
    }

    /**
     * @param id of the request
     */
    Exchange(EgressCall call, Patience patience, String id, Listener listener) {
        this.call = call;
        this.patience = patience;
        this.id = id;
        this.listener = listener;
    }

    /** Waits for the answer, and for no longer than there is patience. */
    Reply reply() throws InterruptedException {
        return switch (call.answer(patience.left())) {
            case EgressAnswer.Failed failed -> failed(failed.failure());
            case EgressAnswer.Begun begun -> reply(begun.status(), begun.headers());
        };
    }

    private Reply reply(int status, AnswerHeaders headers) throws InterruptedException {
        String type = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String session = headers.first(SESSION_HEADER).orElse("");
        if (status >= 300 && status < 400) {
            return new Reply.NotSent("The server answered with a redirect, which is not followed.");
        }
        if (type.startsWith("application/json")) {
            return document(status, session);
        }
        if (status < 200 || status >= 300) {
            return new Reply.Status(status);
        }
        return type.startsWith("text/event-stream")
                ? stream(status, session)
                : new Reply.Lost("The server answered something that is not of its protocol.");
    }

    private Reply document(int status, String session) throws InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            switch (call.read(patience.left())) {
                case BodyPiece.Bytes piece -> {
                    byte[] taken = new byte[piece.bytes().remaining()];
                    piece.bytes().get(taken);
                    body.writeBytes(taken);
                }
                case BodyPiece.End end -> {
                    Reply reply = read(body.toByteArray(), status, session);
                    return reply == null ? unreadable(status) : reply;
                }
                case BodyPiece.Failed failed -> {
                    return failed(failed.failure());
                }
            }
            if (body.size() > MESSAGE_BYTES_MAX) {
                call.cancel();
                return tooLong();
            }
        }
    }

    private Reply stream(int status, String session) throws InterruptedException {
        SseReader reader = new SseReader(MESSAGE_BYTES_MAX);
        while (true) {
            switch (call.read(patience.left())) {
                case BodyPiece.Bytes piece -> {
                    bytes += piece.bytes().remaining();
                    Reply reply = events(reader, piece.bytes(), status, session);
                    if (reply != null) {
                        call.release();
                        return reply;
                    }
                }
                case BodyPiece.End end -> {
                    return new Reply.Lost("The server ended its answer before it gave a result.");
                }
                case BodyPiece.Failed failed -> {
                    return failed(failed.failure());
                }
            }
            if (bytes > ANSWER_BYTES_MAX) {
                call.cancel();
                return tooLong();
            }
        }
    }

    private @Nullable Reply events(SseReader reader, ByteBuffer piece, int status, String session)
            throws InterruptedException {
        try {
            for (SseEvent event : reader.read(piece)) {
                if (!event.data().isBlank()) {
                    Reply reply = read(Json.parse(event.data()).getOrNull(), status, session);
                    if (reply != null) {
                        return reply;
                    }
                }
            }
            return null;
        } catch (OverlongEvent overlong) {
            call.cancel();
            return tooLong();
        }
    }

    private @Nullable Reply read(byte[] document, int status, String session)
            throws InterruptedException {
        return read(Json.parse(document).getOrNull(), status, session);
    }

    /** What a message says of the request; null when it does not answer it. */
    private @Nullable Reply read(@Nullable JsonValue message, int status, String session)
            throws InterruptedException {
        if (!(message instanceof JsonObject object)) {
            return null;
        }
        if (object.string("method").isPresent()) {
            if (listener.heard(object)) {
                return null;
            }
            call.cancel();
            return new Reply.Lost("The server asked and asked, and did not answer.");
        }
        Optional<JsonObject> error = object.object("error");
        boolean ours = object.string("id").filter(id::equals).isPresent();
        boolean ofNone = object.get("id").filter(id -> !(id instanceof JsonNull)).isEmpty();
        if (error.isPresent() && (ours || ofNone || status >= 400)) {
            JsonObject said = error.get();
            return new Reply.Refused(
                    status,
                    said.longValue("code").orElse(0),
                    said.string("message").orElse(""),
                    said.object("data").orElse(JsonObject.empty()));
        }
        return ours
                ? object.object("result")
                        .<Reply>map(result -> new Reply.Result(result, session))
                        .orElse(null)
                : null;
    }

    private static Reply unreadable(int status) {
        return status >= 200 && status < 300
                ? new Reply.Lost("The server's answer is not one of its protocol.")
                : new Reply.Status(status);
    }

    private static Reply tooLong() {
        return new Reply.Lost(
                "The server's answer is longer than "
                        + MESSAGE_BYTES_MAX / 1024 / 1024
                        + " MiB, and nothing of it was kept.");
    }

    private static Reply failed(EgressFailure failure) {
        return NOT_SENT.contains(failure.kind())
                ? new Reply.NotSent(failure.sentence())
                : new Reply.Lost(failure.sentence());
    }
}
