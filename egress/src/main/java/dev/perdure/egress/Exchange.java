package dev.perdure.egress;

import dev.perdure.egress.EgressFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * The side of a call that waits for the connection, on a thread of its own: it asks what the name
 * stands for, has all of it judged, and connects to what was judged and to nothing else.
 */
final class Exchange {

    private final EgressRequest request;
    private final byte[] body;
    private final Connections connections;
    private final Admission admission;
    private final Inflow inflow = new Inflow();
    private final CompletableFuture<EgressAnswer> answer = new CompletableFuture<>();
    private final Trouble trouble;
    private volatile @Nullable HttpUriRequestBase sent;
    private volatile @Nullable Future<?> thread;
    private volatile HttpClientContext context = HttpClientContext.create();
    private volatile boolean cancelled;

    Exchange(EgressRequest request, byte[] body, Connections connections, Admission admission) {
        this.request = request;
        this.body = body;
        this.connections = connections;
        this.admission = admission;
        this.trouble = new Trouble(request.destination().host());
    }

    Exchange start(ExecutorService threads) {
        try {
            thread = threads.submit(this::run);
        } catch (RejectedExecutionException closed) {
            failed(closed);
        }
        return this;
    }

    /** Complete when the answer begins or it is known that it will not. */
    CompletableFuture<EgressAnswer> answer() {
        return answer;
    }

    Inflow inflow() {
        return inflow;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Closes the connection, unless it has gone back to serve others, and wakes the reader. */
    void cancel() {
        cancelled = true;
        answer.cancel(false);
        inflow.cancel();
        HttpUriRequestBase present = sent;
        if (present != null) {
            present.cancel();
        }
        Future<?> waiting = thread;
        if (waiting != null) {
            waiting.cancel(true);
        }
    }

    private void run() {
        try {
            switch (admission.of(request.destination())) {
                case Admission.Admitted admitted -> perform(admitted.addresses());
                case Admission.Refused refused ->
                        answer.complete(
                                new EgressAnswer.Failed(
                                        new EgressFailure(Kind.FORBIDDEN, refused.sentence())));
            }
        } catch (IOException | RuntimeException | InterruptedException failed) {
            failed(failed);
        }
    }

    private void perform(List<InetAddress> addresses) throws IOException, InterruptedException {
        try (ClassicHttpResponse response = sent(addresses)) {
            answer.complete(
                    new EgressAnswer.Begun(
                            response.getCode(), AnswerHeaders.of(response.getHeaders())));
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                inflow.fill(entity.getContent());
            }
            inflow.end(new BodyPiece.End());
        }
    }

    /**
     * Goes on to the next address only where nobody accepted a connection at the one before: it may
     * be of a kind that this network has a way to.
     */
    private ClassicHttpResponse sent(List<InetAddress> addresses) throws IOException {
        IOException nobody = new ConnectException("no address");
        for (InetAddress address : addresses) {
            try {
                return sent(address);
            } catch (NoRouteToHostException | ConnectException refused) {
                if (Connections.wereThere(context)) {
                    throw refused;
                }
                nobody = refused;
            }
        }
        throw nobody;
    }

    private ClassicHttpResponse sent(InetAddress address) throws IOException {
        HttpUriRequestBase attempt =
                new HttpUriRequestBase(request.method(), request.destination().uri());
        request.headers().forEach(attempt::setHeader);
        if (body.length > 0) {
            attempt.setEntity(new ByteArrayEntity(body, null));
        }
        sent = attempt;
        if (cancelled) {
            throw new IOException("cancelled");
        }
        context = HttpClientContext.create();
        return connections.send(attempt, request.destination(), address, context);
    }

    /** Whoever reads is told, before the answer or in the middle of it. */
    private void failed(Exception failed) {
        EgressFailure failure =
                Connections.wereThere(context)
                        ? trouble.beforeTheAnswer(failed)
                        : trouble.beforeTheRequest(failed);
        if (answer.complete(new EgressAnswer.Failed(failure))) {
            return;
        }
        inflow.end(new BodyPiece.Failed(trouble.withinTheBody()));
    }
}
