package dev.perdure.rest.sse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * The client of a stream, as far as its side of the connection tells. A socket takes what is
 * written to it for a while after its client has closed it, so a write that went well says nothing.
 */
final class Peer {

    private static final int ROOM = 256;
    private static final int READS_MAX = 16;

    private final EndPoint connection;

    private Peer(EndPoint connection) {
        this.connection = connection;
    }

    static Peer of(HttpServletRequest request) {
        return new Peer(
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint());
    }

    /**
     * Whether the client has closed its side. What it sends is thrown away: nothing can follow a
     * stream on its connection.
     */
    synchronized boolean hasClosed() {
        ByteBuffer room = BufferUtil.allocate(ROOM);
        try {
            for (int read = 0; read < READS_MAX; read++) {
                BufferUtil.clear(room);
                int bytes = connection.fill(room);
                if (bytes <= 0) {
                    return bytes < 0;
                }
            }
            return false;
        } catch (IOException gone) {
            return true;
        }
    }
}
