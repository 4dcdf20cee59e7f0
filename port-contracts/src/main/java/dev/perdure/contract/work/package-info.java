/**
 * What every implementation of the queue owes: extend {@code WorkQueueContract} to be held to it.
 */
@NullMarked
package dev.perdure.contract.work;

import org.jspecify.annotations.NullMarked;
