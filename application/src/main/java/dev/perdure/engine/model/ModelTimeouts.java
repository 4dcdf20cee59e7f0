package dev.perdure.engine.model;

import java.time.Duration;

/** How long a model may be silent before its call fails as stalled. */
public record ModelTimeouts(Duration firstChunk, Duration betweenChunks) {}
