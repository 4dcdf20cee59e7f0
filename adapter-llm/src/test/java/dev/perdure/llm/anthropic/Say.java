package dev.perdure.llm.anthropic;

/** Events as servers send them. */
final class Say {

    static final String BEGIN =
            event(
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                            + "\"role\":\"assistant\",\"model\":\"m-1\",\"content\":[],\"stop_reason\":null,"
                            + "\"usage\":{\"input_tokens\":7,\"cache_read_input_tokens\":5,"
                            + "\"cache_creation_input_tokens\":0,\"output_tokens\":1}}}");
    static final String PING = event("{\"type\":\"ping\"}");
    static final String STOP = event("{\"type\":\"message_stop\"}");

    private Say() {}

    static String event(String json) {
        String type = json.substring(9, json.indexOf('"', 9));
        return "event: " + type + "\ndata: " + json + "\n\n";
    }

    static String start(int index, String block) {
        return event(
                "{\"type\":\"content_block_start\",\"index\":"
                        + index
                        + ",\"content_block\":"
                        + block
                        + "}");
    }

    static String delta(int index, String delta) {
        return event(
                "{\"type\":\"content_block_delta\",\"index\":"
                        + index
                        + ",\"delta\":"
                        + delta
                        + "}");
    }

    static String stop(int index) {
        return event("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    static String textStart(int index) {
        return start(index, "{\"type\":\"text\",\"text\":\"\"}");
    }

    static String text(int index, String text) {
        return delta(index, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    static String wholeText(int index, String... pieces) {
        StringBuilder block = new StringBuilder(textStart(index));
        for (String piece : pieces) {
            block.append(text(index, piece));
        }
        return block + stop(index);
    }

    static String callStart(int index, String id, String name) {
        return start(
                index,
                "{\"type\":\"tool_use\",\"id\":\""
                        + id
                        + "\",\"name\":\""
                        + name
                        + "\",\"input\":{}}");
    }

    static String arguments(int index, String escaped) {
        return delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + escaped + "\"}");
    }

    static String thinking(int index, String text, String signature) {
        return start(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + delta(index, "{\"type\":\"thinking_delta\",\"thinking\":\"" + text + "\"}")
                + delta(index, "{\"type\":\"signature_delta\",\"signature\":\"" + signature + "\"}")
                + stop(index);
    }

    static String ending(String reason) {
        return event(
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
                                + reason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}}")
                + STOP;
    }
}
