package dev.perdure.llm.rig;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with a request, and how its parts are read to find out. */
public final class Wrong {

    private final Set<String> checked;
    private final List<String> rules = new ArrayList<>();

    /**
     * Nothing, so far.
     *
     * @param checked gets every rule that was looked at, kept or not
     */
    public Wrong(Set<String> checked) {
        this.checked = checked;
    }

    /** Notes the rule unless it is kept. */
    public void unless(boolean kept, String rule) {
        checked.add(rule);
        if (!kept) {
            rules.add(rule);
        }
    }

    public List<String> rules() {
        return rules;
    }

    /** The objects of a member that is a list; none where there is no such member. */
    public static List<JsonObject> objects(JsonObject object, String member) {
        return object.get(member).map(Wrong::objects).orElse(List.of());
    }

    public static List<JsonObject> objects(JsonValue list) {
        return ((JsonArray) list).elements().stream().map(JsonObject.class::cast).toList();
    }

    public static String text(JsonObject object, String member) {
        return object.string(member).orElse("");
    }
}
