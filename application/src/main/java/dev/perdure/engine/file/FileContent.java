package dev.perdure.engine.file;

import dev.perdure.file.FileHash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The bytes of a file; immutable, and equal to any other with the same bytes. */
public final class FileContent {

    /** How far into a file is looked for a NUL, which text has none of; in bytes. */
    public static final int LOOK_BYTES = 8 * 1_024;

    public static final FileContent EMPTY = of(new byte[0]);

    private final byte[] bytes;
    private final FileHash hash;

    private FileContent(byte[] bytes) {
        this.bytes = bytes;
        this.hash = new FileHash(HexFormat.of().formatHex(sha256(bytes)));
    }

    /** A copy of these bytes. */
    public static FileContent of(byte[] bytes) {
        return new FileContent(bytes.clone());
    }

    /** The text in UTF-8; halves of characters are replaced. */
    public static FileContent of(String text) {
        return new FileContent(text.getBytes(StandardCharsets.UTF_8));
    }

    public FileHash hash() {
        return hash;
    }

    public int size() {
        return bytes.length;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether there is no NUL where it is looked for, and every byte is part of a character. */
    public boolean isText() {
        return text().isPresent();
    }

    /** The text, if it is one. */
    public Optional<String> text() {
        for (int at = 0; at < Math.min(bytes.length, LOOK_BYTES); at++) {
            if (bytes[at] == 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContent that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return size() + " bytes, " + hash.hex();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException("This Java has no SHA-256.", everyPlatformHasIt);
        }
    }
}
