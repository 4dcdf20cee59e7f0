/**
 * The API as a document: an OpenAPI description of what is served, made when the server starts, and
 * the pages that show it. The parts of the server hand in their routes and the words for them;
 * nothing here knows a dialect.
 */
@NullMarked
package dev.perdure.rest.documentation;

import org.jspecify.annotations.NullMarked;
