package dev.perdure.json;

/** JSON {@code null}, which is a value: a member that holds it is not absent. */
public enum JsonNull implements JsonValue {
    INSTANCE
}
