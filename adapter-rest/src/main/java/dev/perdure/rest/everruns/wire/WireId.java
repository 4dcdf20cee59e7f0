package dev.perdure.rest.everruns.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The spelling of ids: a prefix and 32 hex digits. Read in any case, and also as a dashed UUID with
 * or without the prefix.
 */
public enum WireId {
    AGENT("agent_"),
    SESSION("session_"),
    MESSAGE("message_"),
    EVENT("event_"),
    TURN("turn_"),
    EXEC("exec_"),
    HARNESS("harness_"),
    ORGANISATION("org_"),
    WORKSPACE("wsp_"),
    PROVIDER("provider_"),
    MCP_SERVER("mcp_"),
    MODEL("model_"),
    BUDGET("budget_"),
    LEDGER_ENTRY("ledger_"),
    PRINCIPAL("principal_"),
    SCHEDULE("schedule_");

    private static final int HEX_DIGITS = 32;
    private static final int DASHED_LENGTH = 36;

    private final String prefix;

    WireId(String prefix) {
        this.prefix = prefix;
    }

    public String write(UUID id) {
        StringBuilder text = new StringBuilder(prefix.length() + HEX_DIGITS).append(prefix);
        appendHex(text, id.getMostSignificantBits());
        appendHex(text, id.getLeastSignificantBits());
        return text.toString();
    }

    public Optional<UUID> read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String digits = lower.startsWith(prefix) ? lower.substring(prefix.length()) : lower;
        if (digits.length() == DASHED_LENGTH) {
            if (digits.charAt(8) != '-'
                    || digits.charAt(13) != '-'
                    || digits.charAt(18) != '-'
                    || digits.charAt(23) != '-') {
                return Optional.empty();
            }
            digits = digits.replace("-", "");
        }
        if (digits.length() != HEX_DIGITS || !digits.chars().allMatch(WireId::isHex)) {
            return Optional.empty();
        }
        return Optional.of(
                new UUID(
                        Long.parseUnsignedLong(digits, 0, 16, 16),
                        Long.parseUnsignedLong(digits, 16, HEX_DIGITS, 16)));
    }

    private static void appendHex(StringBuilder text, long bits) {
        String hex = Long.toHexString(bits);
        text.repeat('0', 16 - hex.length()).append(hex);
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
