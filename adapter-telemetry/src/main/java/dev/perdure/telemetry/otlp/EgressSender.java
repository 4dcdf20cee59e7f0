package dev.perdure.telemetry.otlp;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressAnswer;
import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sends what the exporter wrote, through egress; one message is one request. */
final class EgressSender implements HttpSender {

    private final EgressClient egress;
    private final HttpSenderConfig config;

    EgressSender(EgressClient egress, HttpSenderConfig config) {
        this.egress = egress;
        this.config = config;
    }

    @Override
    public void send(
            MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
        byte[] body;
        try {
            // Here and not later: the exporter writes its next message into the same objects.
            body = bytes(message);
        } catch (IOException unwritten) {
            failed.accept(unwritten);
            return;
        }
        Thread.ofVirtual().name("perdure-otlp").start(() -> call(body, answered, failed));
    }

    @SuppressWarnings("IllegalCatch")
    private void call(byte[] body, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
        try (EgressCall call = egress.open(request(), body)) {
            switch (call.answer(config.getTimeout())) {
                case EgressAnswer.Begun begun -> {
                    call.release();
                    answered.accept(new Answer(begun.status()));
                }
                case EgressAnswer.Failed none ->
                        failed.accept(new IOException(none.failure().sentence()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failed.accept(stopped);
        } catch (RuntimeException defect) {
            failed.accept(defect);
        }
    }

    private EgressRequest request() {
        Map<String, String> headers = new HashMap<>();
        Map<String, List<String>> given = config.getHeadersSupplier().get();
        if (given != null) {
            given.forEach((name, values) -> headers.put(name, String.join(",", values)));
        }
        headers.put("Content-Type", config.getContentType());
        return new EgressRequest(
                "POST", new Destination(config.getEndpoint()), headers, "", config.getTimeout());
    }

    private static byte[] bytes(MessageWriter message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.getContentLength());
        message.writeMessage(bytes);
        return bytes.toByteArray();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    /** The status is all that matters; a body would be logged, and may repeat a header. */
    private record Answer(int status) implements HttpResponse {

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
