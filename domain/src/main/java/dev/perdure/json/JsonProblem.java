package dev.perdure.json;

/**
 * Why a document was refused: a sentence for a person, and the place in bytes of UTF-8 from the
 * beginning of the document.
 *
 * <p>The sentence never repeats the document's content.
 */
public record JsonProblem(String reason, int offset) {}
