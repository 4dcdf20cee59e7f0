package dev.perdure.service.proof;

import java.util.List;

/** Bodies that no request may be accepted with. */
final class BadBodies {

    static final List<String> MESSAGES =
            List.of(
                    "{",
                    "{\"message\":{\"content\":\"hi\"}",
                    "not json",
                    "[]",
                    "\"text\"",
                    "17",
                    "{'message':{}}",
                    "{\"message\":{\"content\":\"hi\"},}",
                    "{\"message\":{\"content\":\"hi\"}} trailing",
                    "{\"message\":{\"content\":\"\\ud8\"}}",
                    "{\"message\":{\"content\":\"line\nbreak\"}}",
                    "{\"message\":{\"content\":17}}",
                    "{\"message\":{\"content\":true}}",
                    "{\"message\":{\"content\":[17]}}",
                    "{\"message\":{\"content\":[{\"type\":\"text\"}]}}",
                    "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":17}]}}",
                    "{\"message\":{\"content\":[{\"type\":\"hologram\",\"text\":\"x\"}]}}",
                    "{\"message\":{\"content\":[{\"text\":\"x\"}]}}",
                    "{\"message\":{\"role\":\"assistant\",\"content\":\"x\"}}",
                    "{\"message\":{\"role\":17,\"content\":\"x\"}}",
                    "{\"message\":{\"content\":\"x\",\"metadata\":[]}}",
                    "{\"message\":{\"content\":\"x\",\"controls\":\"fast\"}}",
                    "{\"message\":17}",
                    "{\"message\":{}}",
                    "{\"message\":{\"content\":[]}}",
                    "{}",
                    "",
                    "null",
                    nested(500));

    static final List<String> AGENTS =
            List.of(
                    "{",
                    "{}",
                    "{\"name\":17,\"system_prompt\":\"x\"}",
                    "{\"name\":\"x\"}",
                    "{\"name\":\"x\",\"system_prompt\":{}}",
                    "{\"name\":\"x\",\"system_prompt\":\"x\",\"capabilities\":[\"flying\"]}",
                    "{\"name\":\"x\",\"system_prompt\":\"x\",\"tags\":\"one\"}");

    private BadBodies() {}

    private static String nested(int depth) {
        return "{\"message\":{\"content\":\"x\",\"metadata\":{\"deep\":"
                + "[".repeat(depth)
                + "]".repeat(depth)
                + "}}}";
    }
}
