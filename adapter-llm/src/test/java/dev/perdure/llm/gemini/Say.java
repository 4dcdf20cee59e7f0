package dev.perdure.llm.gemini;

/** Events as servers send them. */
final class Say {

    static final String USAGE =
            "\"usageMetadata\":{\"promptTokenCount\":12,\"cachedContentTokenCount\":5,"
                    + "\"candidatesTokenCount\":4,\"thoughtsTokenCount\":3,\"totalTokenCount\":19}";

    private Say() {}

    static String event(String members) {
        return "data: {" + members + ",\"modelVersion\":\"m-1\",\"responseId\":\"r\"}\n\n";
    }

    static String parts(String... parts) {
        return event(
                "\"candidates\":[{\"content\":{\"parts\":["
                        + String.join(",", parts)
                        + "],\"role\":\"model\"},\"index\":0}]");
    }

    static String text(String text) {
        return parts("{\"text\":\"" + text + "\"}");
    }

    static String call(String id, String name, String arguments) {
        return "{\"functionCall\":{\"id\":\""
                + id
                + "\",\"name\":\""
                + name
                + "\",\"args\":"
                + arguments
                + "}}";
    }

    static String finish(String reason) {
        return event(
                "\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
                        + "\"finishReason\":\""
                        + reason
                        + "\",\"index\":0}],"
                        + USAGE);
    }
}
