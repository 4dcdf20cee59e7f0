package dev.perdure.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Small damage to documents, of the kind that tells a strict parser from a lenient one. */
record Mutation(RandomJson random) {

    private static final List<byte[]> INSERTIONS =
            Stream.concat(
                            Stream.of(
                                            "{",
                                            "}",
                                            "[",
                                            "]",
                                            ",",
                                            ":",
                                            "\"",
                                            "\\",
                                            "\\u",
                                            "\\ud800",
                                            "\\udc00",
                                            "\\n",
                                            "\\x",
                                            "0",
                                            "00",
                                            "1",
                                            "-",
                                            "+",
                                            ".",
                                            "e",
                                            "E+",
                                            "1e",
                                            "Infinity",
                                            "NaN",
                                            "null",
                                            "true",
                                            "tru",
                                            "'",
                                            "//",
                                            "/**/",
                                            "#",
                                            " ",
                                            "\t",
                                            "\r\n",
                                            "\f",
                                            "\u000b",
                                            "\0",
                                            "\u001f",
                                            "\u007f",
                                            "\u00a0",
                                            "\u0085",
                                            "\u2028",
                                            "\ufeff",
                                            "\u00e9",
                                            "\ud83d\ude00",
                                            "\"\":",
                                            ",\"a\":1")
                                    .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                            Stream.of(
                                            "80",
                                            "bf",
                                            "c0",
                                            "c080",
                                            "c3",
                                            "e282",
                                            "e08080",
                                            "eda080",
                                            "edb080",
                                            "f09f98",
                                            "f0808080",
                                            "f4908080",
                                            "fe",
                                            "ff")
                                    .map(HexFormat.of()::parseHex))
                    .toList();

    /** The document after none to three mutations. */
    byte[] damaged(byte[] document) {
        byte[] result = document;
        for (int left = random.random().nextInt(4); left > 0; left--) {
            result = damagedOnce(result);
        }
        return result;
    }

    private byte[] damagedOnce(byte[] in) {
        int from = random.random().nextInt(in.length + 1);
        int to = Math.min(in.length, from + random.random().nextInt(4));
        return switch (random.random().nextInt(6)) {
            case 0 -> spliced(in, from, from, random.oneOf(INSERTIONS));
            case 1 -> spliced(in, from, to, random.oneOf(INSERTIONS));
            case 2 -> spliced(in, from, to, new byte[0]);
            case 3 -> spliced(in, from, in.length, new byte[0]);
            case 4 -> spliced(in, from, from, Arrays.copyOfRange(in, from, to));
            default -> spliced(in, from, to, new byte[] {(byte) random.random().nextInt(256)});
        };
    }

    private static byte[] spliced(byte[] in, int from, int to, byte[] insertion) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(in, 0, from);
        out.writeBytes(insertion);
        out.write(in, to, in.length - to);
        return out.toByteArray();
    }
}
