package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts in a class file: string literals, the fixed parts of concatenations, values of
 * annotations, and the names the class mentions (JVMS 4.4.7).
 */
final class TextConstants {

    private static final int MAGIC = 0xCAFEBABE;

    private TextConstants() {}

    static List<String> of(JavaClass type) {
        try (InputStream in =
                type.getSource().orElseThrow().getUri().toURL().openConnection().getInputStream()) {
            return read(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> read(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(classFile));
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.skipNBytes(4);
        int end = in.readUnsignedShort();
        List<String> texts = new ArrayList<>();
        for (int index = 1; index < end; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.add(in.readUTF());
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 15 -> in.skipNBytes(3);
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                default -> throw new IOException("no constant has the tag " + tag);
            }
        }
        return List.copyOf(texts);
    }
}
