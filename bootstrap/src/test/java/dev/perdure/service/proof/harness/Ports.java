package dev.perdure.service.proof.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two ports nobody listens on at the moment. They are below those that a system gives to whoever
 * connects somewhere, or a connection that begins, of a client that comes back for one, might take
 * the port of a service before it starts again.
 *
 * @param main for the API
 * @param agentProtocol for the Agent Protocol
 */
public record Ports(int main, int agentProtocol) {

    private static final int FIRST = 12_000;
    private static final int LAST = 31_999;

    /** Two builds on one machine hardly begin at the same place. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, LAST));

    public static Ports free() {
        return new Ports(next(), next());
    }

    private static int next() {
        for (int tried = FIRST; tried <= LAST; tried++) {
            int port = NEXT.getAndUpdate(last -> last >= LAST ? FIRST : last + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
