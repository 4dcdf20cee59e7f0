package dev.perdure.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Any number of open event streams, read by one thread. Listeners are called on that thread, so
 * what they write needs no lock until the readers are closed.
 */
final class StreamReaders implements AutoCloseable {

    private static final int OPENING_MAX = 64;
    private static final int BUFFER = 256 * 1024;
    private static final int PATIENCE_SECONDS = 60;

    private final int port;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Opened> opened = new ConcurrentLinkedQueue<>();
    private final Semaphore opening = new Semaphore(OPENING_MAX);
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean closing;

    private record Opened(SocketChannel channel, StreamBytes bytes) {}

    private StreamReaders(int port, Selector selector) {
        this.port = port;
        this.selector = selector;
        this.thread = Thread.ofPlatform().name("bench-readers").daemon().unstarted(this::read);
    }

    static StreamReaders of(int port) throws IOException {
        StreamReaders readers = new StreamReaders(port, Selector.open());
        readers.thread.start();
        return readers;
    }

    /** Follows a session from its beginning; every event of it is handed to the listener. */
    void follow(String session, Consumer<StreamFrame> listener)
            throws IOException, InterruptedException {
        if (!opening.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("streams do not open; " + lost.get() + " ended");
        }
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String request =
                "GET /v1/sessions/"
                        + session
                        + "/sse HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nAccept: text/event-stream\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        opened.add(new Opened(channel, new StreamBytes(frame -> hand(frame, listener))));
        selector.wakeup();
    }

    /** Returns when every stream asked for has said that it is there. */
    void awaitOpen() throws IOException, InterruptedException {
        if (!opening.tryAcquire(OPENING_MAX, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("not all streams opened; " + lost.get() + " ended");
        }
        opening.release(OPENING_MAX);
    }

    /** How many streams ended that should not have. */
    int lost() {
        return lost.get();
    }

    private void hand(StreamFrame frame, Consumer<StreamFrame> listener) {
        if (frame.is("connected")) {
            opening.release();
        } else {
            listener.accept(frame);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (!closing) {
                selector.select();
                for (Opened next = opened.poll(); next != null; next = opened.poll()) {
                    next.channel().register(selector, SelectionKey.OP_READ, next.bytes());
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    take(key, buffer);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException broken) {
            throw new IllegalStateException("the readers broke", broken);
        }
    }

    private void take(SelectionKey key, ByteBuffer buffer) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        StreamBytes bytes = (StreamBytes) key.attachment();
        buffer.clear();
        boolean over;
        try {
            over = channel.read(buffer) < 0;
            buffer.flip();
            bytes.take(buffer, System.nanoTime());
        } catch (IOException reset) {
            over = true;
        }
        if (over || bytes.hasEnded()) {
            lost.incrementAndGet();
            channel.close();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        selector.wakeup();
        thread.join();
    }
}
