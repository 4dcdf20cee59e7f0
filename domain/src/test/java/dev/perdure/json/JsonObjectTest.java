package dev.perdure.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

    private static final JsonObject OBJECT =
            JsonObject.builder()
                    .put("text", "t")
                    .put("number", 7)
                    .put("fraction", new JsonNumber("7.5"))
                    .put("truth", false)
                    .put("object", JsonObject.empty())
                    .put("array", JsonArray.of())
                    .put("null", JsonNull.INSTANCE)
                    .build();

    @Test
    void answers_the_member_of_a_name() {
        assertThat(OBJECT.get("text")).contains(new JsonString("t"));
        assertThat(OBJECT.string("text")).contains("t");
        assertThat(OBJECT.longValue("number")).hasValue(7);
        assertThat(OBJECT.bool("truth")).contains(false);
        assertThat(OBJECT.object("object")).contains(JsonObject.empty());
        assertThat(OBJECT.array("array")).contains(JsonArray.of());
    }

    @Test
    void tells_null_from_absence() {
        assertThat(OBJECT.get("null")).contains(JsonNull.INSTANCE);
        assertThat(OBJECT.get("absent")).isEmpty();
    }

    @Test
    void answers_nothing_for_a_member_of_another_type() {
        assertThat(OBJECT.string("number")).isEmpty();
        assertThat(OBJECT.string("null")).isEmpty();
        assertThat(OBJECT.longValue("text")).isEmpty();
        assertThat(OBJECT.longValue("fraction")).isEmpty();
        assertThat(OBJECT.longValue("absent")).isEmpty();
        assertThat(OBJECT.bool("text")).isEmpty();
        assertThat(OBJECT.object("array")).isEmpty();
        assertThat(OBJECT.array("object")).isEmpty();
    }

    @Test
    void is_built_in_the_order_in_which_names_were_first_put() {
        JsonObject object = JsonObject.builder().put("b", 1).put("a", "x").put("b", true).build();

        assertThat(object.toJson()).isEqualTo("{\"b\":true,\"a\":\"x\"}");
    }

    @Test
    void is_built_with_optional_members_only_when_they_are_present() {
        JsonObject object =
                JsonObject.builder()
                        .putIfPresent("a", Optional.of("x"))
                        .putIfPresent("b", Optional.empty())
                        .putIfPresent("c", Optional.of(JsonArray.of()))
                        .putIfPresent("d", Optional.of(1))
                        .putIfPresent("e", Optional.of(2L))
                        .putIfPresent("f", Optional.of(true))
                        .putIfPresent("g", OptionalLong.of(3))
                        .putIfPresent("h", OptionalLong.empty())
                        .build();

        assertThat(object.toJson())
                .isEqualTo("{\"a\":\"x\",\"c\":[],\"d\":1,\"e\":2,\"f\":true,\"g\":3}");
    }

    @Test
    void is_not_built_of_an_optional_of_anything_else() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonObject.builder().putIfPresent("a", Optional.of(1.5f)))
                .withMessage("A member cannot be made of a java.lang.Float.");
    }

    @Test
    void does_not_change_when_its_builder_goes_on() {
        JsonObjectBuilder builder = JsonObject.builder().put("a", 1);
        JsonObject before = builder.build();
        builder.put("b", 2);

        assertThat(before.toJson()).isEqualTo("{\"a\":1}");
        assertThat(builder.build().toJson()).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void does_not_change_with_the_collections_it_was_made_of() {
        List<JsonMember> members = new ArrayList<>();
        List<JsonValue> elements = new ArrayList<>();
        JsonObject object = new JsonObject(members);
        JsonArray array = new JsonArray(elements);
        members.add(new JsonMember("a", JsonNull.INSTANCE));
        elements.add(JsonNull.INSTANCE);

        assertThat(object).isEqualTo(JsonObject.empty());
        assertThat(array).isEqualTo(JsonArray.of());
    }

    @Test
    void is_made_of_a_map_and_answers_one_in_the_same_order() {
        Map<String, JsonValue> entries = new LinkedHashMap<>();
        entries.put("z", JsonNumber.of(1));
        entries.put("a", JsonNumber.of(2));

        assertThat(JsonObject.of(entries).toJson()).isEqualTo("{\"z\":1,\"a\":2}");
        assertThat(JsonObject.of(entries).asMap()).containsExactlyEntriesOf(entries);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> JsonObject.of(entries).asMap().clear());
    }

    @Test
    void cannot_hold_two_members_of_one_name() {
        JsonMember one = new JsonMember("a", JsonNumber.of(1));
        JsonMember other = new JsonMember("a", JsonNumber.of(2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonObject(List.of(one, other)))
                .withMessage("An object cannot have two members of the same name.");
    }

    @Test
    void differs_from_an_object_with_other_order_or_spelling() {
        assertThat(Json.parse("{\"a\":1,\"b\":2}").get())
                .isEqualTo(Json.parse(" {\"\\u0061\" : 1, \"b\":2 }").get())
                .isNotEqualTo(Json.parse("{\"b\":2,\"a\":1}").get())
                .isNotEqualTo(Json.parse("{\"a\":1.0,\"b\":2}").get());
    }
}
