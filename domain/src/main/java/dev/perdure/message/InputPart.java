package dev.perdure.message;

/** The parts a participant outside the loop may send. */
public sealed interface InputPart extends ContentPart {

    /** Text; may be empty, and keeps NUL and unpaired surrogates as received. */
    record Text(String text) implements InputPart {}

    /** An image by address. */
    record ImageUrl(String url) implements InputPart {}

    /** An image by value, base64 as received. */
    record ImageData(String base64, String mediaType) implements InputPart {}

    /** A reference to a stored image. */
    record ImageFile(String imageId, String filename) implements InputPart {}
}
