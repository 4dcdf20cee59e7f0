/**
 * The front door for programs that embed the engine: start one, converse, close it. Everything
 * behind it is reachable for adapters; nothing behind it looks up here.
 */
@NullMarked
package dev.perdure.engine;

import org.jspecify.annotations.NullMarked;
