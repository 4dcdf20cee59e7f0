package dev.perdure.llm.responses;

/** Events as servers send them. */
final class Say {

    static final String BEGIN = created("response.created") + created("response.in_progress");

    private Say() {}

    static String event(String json) {
        String type = json.substring(9, json.indexOf('"', 9));
        return "event: " + type + "\ndata: " + json + "\n\n";
    }

    static String of(String type, String members) {
        return event("{\"type\":\"" + type + "\"," + members + "}");
    }

    static String created(String type) {
        return of(
                type,
                "\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\","
                        + "\"model\":\"m-1\",\"error\":null,\"output\":[]}");
    }

    static String added(int index, String item) {
        return of("response.output_item.added", "\"output_index\":" + index + ",\"item\":" + item);
    }

    static String done(int index, String item) {
        return of("response.output_item.done", "\"output_index\":" + index + ",\"item\":" + item);
    }

    static String text(String text) {
        return of(
                "response.output_text.delta",
                "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\""
                        + text
                        + "\",\"logprobs\":[],\"obfuscation\":\"xyz\"");
    }

    static String message(String... pieces) {
        StringBuilder all =
                new StringBuilder(
                        added(
                                0,
                                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}"));
        for (String piece : pieces) {
            all.append(text(piece));
        }
        return all
                + of(
                        "response.output_text.done",
                        "\"item_id\":\"msg_1\",\"text\":\"" + String.join("", pieces) + "\"")
                + done(
                        0,
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\"}");
    }

    static String call(String item, String id, String name, String arguments, String status) {
        return "{\"id\":\""
                + item
                + "\",\"type\":\"function_call\",\"status\":\""
                + status
                + "\",\"call_id\":\""
                + id
                + "\",\"name\":\""
                + name
                + "\",\"arguments\":\""
                + arguments
                + "\"}";
    }

    static String arguments(String item, String escaped) {
        return of(
                "response.function_call_arguments.delta",
                "\"item_id\":\"" + item + "\",\"delta\":\"" + escaped + "\"");
    }

    static String completed() {
        return of(
                "response.completed",
                "\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"model\":\"m-1\",\"error\":null,"
                        + usage()
                        + "}");
    }

    static String incomplete(String reason) {
        return of(
                "response.incomplete",
                "\"response\":{\"id\":\"resp_1\",\"status\":\"incomplete\",\"model\":\"m-1\",\"error\":null,"
                        + "\"incomplete_details\":{\"reason\":\""
                        + reason
                        + "\"},"
                        + usage()
                        + "}");
    }

    private static String usage() {
        return "\"usage\":{\"input_tokens\":12,\"input_tokens_details\":{\"cached_tokens\":5},"
                + "\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":19}";
    }
}
