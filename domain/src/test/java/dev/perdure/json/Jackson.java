package dev.perdure.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jackson as a second opinion: as strict as it gets, its limits out of the way. */
final class Jackson {

    private static final int FAR_AWAY = 1 << 28;

    private static final JsonFactory FACTORY = factory(false);
    private static final JsonFactory ASCII_ONLY = factory(true);

    private Jackson() {}

    /** What the parser for bytes makes of a document. */
    static Optional<JsonValue> read(byte[] document) {
        try (JsonParser parser = FACTORY.createParser(document)) {
            return Optional.of(whole(parser));
        } catch (JsonProcessingException refused) {
            return Optional.empty();
        } catch (IOException malformedUtf32OrUtf16) {
            return Optional.empty();
        }
    }

    /** What the parser for characters makes of a document. */
    static Optional<JsonValue> read(String document) {
        try (JsonParser parser = FACTORY.createParser(document)) {
            return Optional.of(whole(parser));
        } catch (JsonProcessingException refused) {
            return Optional.empty();
        } catch (IOException unheardOf) {
            throw new UncheckedIOException(unheardOf);
        }
    }

    static String written(JsonValue value, boolean asciiOnly, boolean indented) {
        StringWriter out = new StringWriter();
        JsonFactory factory = asciiOnly ? ASCII_ONLY : FACTORY;
        try (JsonGenerator generator = factory.createGenerator(out)) {
            if (indented) {
                generator.useDefaultPrettyPrinter();
            }
            write(value, generator);
        } catch (IOException unheardOf) {
            throw new UncheckedIOException(unheardOf);
        }
        return out.toString();
    }

    private static JsonFactory factory(boolean asciiOnly) {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(FAR_AWAY)
                                .maxNumberLength(FAR_AWAY)
                                .maxStringLength(FAR_AWAY)
                                .maxNameLength(FAR_AWAY)
                                .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(FAR_AWAY).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, asciiOnly)
                .build();
    }

    private static JsonValue whole(JsonParser parser) throws IOException {
        JsonValue value = value(parser, next(parser));
        if (parser.nextToken() != null) {
            throw refusal(parser);
        }
        return value;
    }

    private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
            case VALUE_TRUE -> JsonBoolean.TRUE;
            case VALUE_FALSE -> JsonBoolean.FALSE;
            case VALUE_NULL -> JsonNull.INSTANCE;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw refusal(parser);
        };
    }

    private static JsonValue object(JsonParser parser) throws IOException {
        List<JsonMember> members = new ArrayList<>();
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.add(new JsonMember(name, value(parser, next(parser))));
        }
        return new JsonObject(members);
    }

    private static JsonValue array(JsonParser parser) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
            elements.add(value(parser, token));
        }
        return new JsonArray(elements);
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw refusal(parser);
        }
        return token;
    }

    private static JsonProcessingException refusal(JsonParser parser) {
        return new JsonParseException(parser, "not one whole value");
    }

    private static void write(JsonValue value, JsonGenerator generator) throws IOException {
        switch (value) {
            case JsonObject object -> {
                generator.writeStartObject();
                for (JsonMember member : object.members()) {
                    generator.writeFieldName(member.name());
                    write(member.value(), generator);
                }
                generator.writeEndObject();
            }
            case JsonArray array -> {
                generator.writeStartArray();
                for (JsonValue element : array.elements()) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case JsonString string -> generator.writeString(string.value());
            case JsonNumber number -> generator.writeNumber(number.lexeme());
            case JsonBoolean truth -> generator.writeBoolean(truth.value());
            case JsonNull ignored -> generator.writeNull();
        }
    }
}
