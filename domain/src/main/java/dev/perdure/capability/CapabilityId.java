package dev.perdure.capability;

/**
 * The published name of a capability, for example {@code current_time}. One that belongs to a
 * family has the name of the family before a colon, for example {@code mcp:weather}.
 */
public record CapabilityId(String value) {

    /** Names the tools that need a person. Its uses add up: no layer takes another's away. */
    public static final CapabilityId TOOL_APPROVAL = new CapabilityId("tool_approval");

    /** Brings the tool of the same name, by which an agent asks a person. */
    public static final CapabilityId ASK_USER = new CapabilityId("ask_user");

    /** The family it belongs to; itself when it has none. */
    public CapabilityId family() {
        int colon = value.indexOf(':');
        return colon < 0 ? this : new CapabilityId(value.substring(0, colon));
    }

    /** Its name within its family; empty when it has none. */
    public String member() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(colon + 1);
    }
}
