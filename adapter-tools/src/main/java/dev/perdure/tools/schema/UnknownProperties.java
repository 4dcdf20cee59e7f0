package dev.perdure.tools.schema;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds properties that no part of a schema names, where the schema leaves open whether there may
 * be such. A part that holds on a condition counts as one that holds. Works alike for all drafts.
 */
final class UnknownProperties {

    private static final int FOUND_MAX = 5;

    private static final List<String> BOTH = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> ONE = List.of("if", "then", "else");
    private static final List<String> BY_NAME = List.of("dependentSchemas", "dependencies");

    /** With one of these, a schema says itself what may be beside what it names. */
    private static final List<String> DECIDED =
            List.of(
                    "additionalProperties",
                    "patternProperties",
                    "unevaluatedProperties",
                    "$dynamicRef",
                    "$recursiveRef");

    private final JsonObject root;
    private final CheckBudget budget;
    private final List<String> found = new ArrayList<>();

    private UnknownProperties(JsonObject root, CheckBudget budget) {
        this.root = root;
        this.budget = budget;
    }

    /** Where they are, as a pointer each; at most five. */
    static List<String> of(JsonObject schema, JsonObject given, CheckBudget budget) {
        UnknownProperties search = new UnknownProperties(schema, budget);
        search.value(List.of(schema), given, "");
        return List.copyOf(search.found);
    }

    private void value(List<JsonObject> schemas, JsonValue value, String at) {
        if (schemas.isEmpty() || found.size() >= FOUND_MAX) {
            return;
        }
        if (value instanceof JsonObject object) {
            object(Place.of(this, schemas), object, at);
        } else if (value instanceof JsonArray array) {
            List<JsonObject> items = Place.of(this, schemas).items();
            for (JsonValue item : array.elements()) {
                value(items, item, at);
            }
        }
    }

    private void object(Place place, JsonObject object, String at) {
        boolean judged = !place.open() && !place.properties().isEmpty();
        for (JsonMember member : object.members()) {
            List<JsonObject> named = place.properties().get(member.name());
            if (named != null) {
                value(named, member.value(), at + "/" + member.name());
            } else if (judged && found.size() < FOUND_MAX) {
                found.add(at.isEmpty() ? member.name() : at + "/" + member.name());
            }
        }
    }

    /** What all schemas say together that hold at one place of the arguments. */
    private record Place(
            boolean open, Map<String, List<JsonObject>> properties, List<JsonObject> items) {

        static Place of(UnknownProperties search, List<JsonObject> schemas) {
            Map<String, List<JsonObject>> properties = new HashMap<>();
            List<JsonObject> items = new ArrayList<>();
            boolean open = false;
            Set<JsonObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<JsonObject> ahead = new ArrayDeque<>(schemas);
            while (!ahead.isEmpty()) {
                JsonObject schema = ahead.poll();
                search.budget.charge(1L + schema.members().size());
                if (!seen.add(schema)) {
                    continue;
                }
                open |= search.isDecided(schema);
                schema.object("properties").ifPresent(named -> search.addTo(properties, named));
                schema.object("items").ifPresent(items::add);
                search.beside(schema, ahead);
            }
            return new Place(open, properties, items);
        }
    }

    private boolean isDecided(JsonObject schema) {
        Optional<String> reference = schema.string("$ref");
        return DECIDED.stream().anyMatch(keyword -> schema.get(keyword).isPresent())
                || (reference.isPresent() && referred(reference.get()).isEmpty());
    }

    private void addTo(Map<String, List<JsonObject>> properties, JsonObject named) {
        budget.charge(named.members().size());
        for (JsonMember member : named.members()) {
            List<JsonObject> schemas =
                    properties.computeIfAbsent(member.name(), name -> new ArrayList<>());
            if (member.value() instanceof JsonObject schema) {
                schemas.add(schema);
            }
        }
    }

    /** The schemas that hold at the same place. */
    private void beside(JsonObject schema, Deque<JsonObject> ahead) {
        for (String keyword : BOTH) {
            schema.array(keyword).ifPresent(list -> addAll(list.elements(), ahead));
        }
        for (String keyword : ONE) {
            schema.object(keyword).ifPresent(ahead::add);
        }
        for (String keyword : BY_NAME) {
            schema.object(keyword)
                    .ifPresent(map ->
                            addAll(map.members().stream().map(JsonMember::value).toList(), ahead));
        }
        schema.string("$ref").flatMap(this::referred).ifPresent(ahead::add);
    }

    private void addAll(List<JsonValue> schemas, Deque<JsonObject> ahead) {
        budget.charge(schemas.size());
        for (JsonValue element : schemas) {
            if (element instanceof JsonObject schema) {
                ahead.add(schema);
            }
        }
    }

    /** The schema at a pointer within this one; others are not looked for. */
    private Optional<JsonObject> referred(String reference) {
        if (reference.equals("#")) {
            return Optional.of(root);
        }
        if (!reference.startsWith("#/")) {
            return Optional.empty();
        }
        Optional<JsonObject> here = Optional.of(root);
        for (String name : reference.substring(2).split("/", -1)) {
            String plain = name.replace("~1", "/").replace("~0", "~");
            here =
                    here.flatMap(object -> {
                        budget.charge(object.members().size());
                        return object.object(plain);
                    });
        }
        return here;
    }
}
