package dev.perdure.egress.sse;

/**
 * One event of a stream.
 *
 * @param name {@code message} unless the stream says otherwise
 * @param data its data lines, joined by line feeds
 */
public record SseEvent(String name, String data) {}
