/**
 * The node at work: claims due turns for its free places, keeps its lease, and sweeps up after dead
 * nodes.
 */
@NullMarked
package dev.perdure.engine.worker;

import org.jspecify.annotations.NullMarked;
