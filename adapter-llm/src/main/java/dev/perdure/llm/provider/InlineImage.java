package dev.perdure.llm.provider;

import dev.perdure.message.InputPart;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image by value, for wires that take type and bytes apart. */
public record InlineImage(String mediaType, String base64) {

    private static final String USUAL = "image/png";
    private static final Pattern DATA_URL =
            Pattern.compile("data:([a-z]+/[a-zA-Z0-9.+-]+)?;base64,([A-Za-z0-9+/=_-]*)");

    /** The image of a part that holds it. */
    public static InlineImage of(InputPart.ImageData image) {
        return new InlineImage(
                image.mediaType().isEmpty() ? USUAL : image.mediaType(), image.base64());
    }

    /** The image that an address is itself; empty when it leads to one. */
    public static Optional<InlineImage> of(InputPart.ImageUrl image) {
        Matcher data = DATA_URL.matcher(image.url());
        if (!data.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new InlineImage(data.group(1) == null ? USUAL : data.group(1), data.group(2)));
    }

    /** The image as an address. */
    public String url() {
        return "data:" + mediaType + ";base64," + base64;
    }

    /** The words that take the place of an image, so that the conversation goes on without it. */
    public static String missing(String name) {
        return "[The image " + name + " cannot be shown to this model.]";
    }

    /** The type and the size. */
    @Override
    public String toString() {
        return mediaType + " of " + base64.length() + " characters";
    }
}
