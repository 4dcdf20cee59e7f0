/** The reader of server-sent events, as the WHATWG wrote them down; it knows nothing of models. */
@NullMarked
package dev.perdure.egress.sse;

import org.jspecify.annotations.NullMarked;
