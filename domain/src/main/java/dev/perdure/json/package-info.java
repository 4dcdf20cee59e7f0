/**
 * The JSON value of the domain: a sealed tree, a strict parser, and a writer with one canonical
 * text.
 *
 * <p>Whatever carries JSON through the engine uses these types; wire adapters translate from and to
 * them at their edge. They hold what was received, members in their order and numbers as they were
 * written, and {@link dev.perdure.json.JsonText} keeps the very bytes. Nothing here binds JSON to
 * other classes.
 */
@NullMarked
package dev.perdure.json;

import org.jspecify.annotations.NullMarked;
