package dev.perdure.telemetry.otlp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One message in the encoding of Protocol Buffers, read without its description. */
final class Protobuf {

    private final List<Field> fields = new ArrayList<>();

    private Protobuf() {}

    static Protobuf read(byte[] bytes) {
        Protobuf message = new Protobuf();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> message.fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> message.fields.add(new Field(number, in.getLong(), new byte[0]));
                case 2 -> {
                    byte[] value = new byte[(int) varint(in)];
                    in.get(value);
                    message.fields.add(new Field(number, 0, value));
                }
                case 5 -> message.fields.add(new Field(number, in.getInt(), new byte[0]));
                default -> throw new IllegalArgumentException("not Protocol Buffers");
            }
        }
        return message;
    }

    /** The messages in a field, in order. */
    List<Protobuf> all(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .map(field -> read(field.bytes))
                .toList();
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    String hex(int number) {
        return HexFormat.of().formatHex(bytes(number));
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .mapToLong(field -> field.value)
                .findFirst()
                .orElse(0);
    }

    private byte[] bytes(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .map(field -> field.bytes)
                .findFirst()
                .orElse(new byte[0]);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next = in.get();
        while (next < 0) {
            value |= (next & 0x7fL) << shift;
            shift += 7;
            next = in.get();
        }
        return value | ((long) next << shift);
    }

    /** What stands under one number, as a number or as bytes. */
    private static final class Field {

        private final int number;
        private final long value;
        private final byte[] bytes;

        Field(int number, long value, byte[] bytes) {
            this.number = number;
            this.value = value;
            this.bytes = bytes;
        }
    }
}
