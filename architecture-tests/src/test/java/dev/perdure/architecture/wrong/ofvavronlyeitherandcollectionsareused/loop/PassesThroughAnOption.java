package dev.perdure.architecture.wrong.ofvavronlyeitherandcollectionsareused.loop;

import io.vavr.collection.Map;

public final class PassesThroughAnOption {
    private PassesThroughAnOption() {}

    static String title(Map<String, String> titles) {
        return titles.get("title").map(String::strip).getOrElse("");
    }
}
