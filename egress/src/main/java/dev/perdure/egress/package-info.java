/**
 * The way out: every request that leaves the service is a call of {@code EgressClient}. A request
 * that may not be made, or does not get an answer, is a value with one sentence that holds no
 * header and no body. What may be asked of whom is judged in {@code Destination}, and nowhere else.
 */
@NullMarked
package dev.perdure.egress;

import org.jspecify.annotations.NullMarked;
