package dev.perdure.llm.chat;

/** Events as servers send them. */
final class Say {

    static final String DONE = "data: [DONE]\n\n";
    static final String USAGE =
            "data: {\"id\":\"c\",\"created\":1,\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":5},\"completion_tokens_details\":{\"reasoning_tokens\":4}}}\n\n";

    private Say() {}

    static String delta(String delta) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\","
                + "\"choices\":[{\"index\":0,\"delta\":"
                + delta
                + ",\"finish_reason\":null}]}\n\n";
    }

    static String finish(String reason) {
        return "data: {\"id\":\"c\",\"created\":1,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\""
                + reason
                + "\"}]}\n\n";
    }

    static String role() {
        return delta("{\"role\":\"assistant\",\"content\":\"\"}");
    }

    static String text(String text) {
        return delta("{\"content\":\"" + text + "\"}");
    }

    static String calls(String... pieces) {
        return delta("{\"tool_calls\":[" + String.join(",", pieces) + "]}");
    }

    static String answer(String... texts) {
        StringBuilder stream = new StringBuilder(role());
        for (String text : texts) {
            stream.append(text(text));
        }
        return stream + finish("stop") + USAGE + DONE;
    }
}
