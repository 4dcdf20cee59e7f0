package dev.perdure.service.proof.secrets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was left behind, by where it was found. */
public final class Sinks {

    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    public synchronized void put(String sink, String text) {
        texts.computeIfAbsent(sink, first -> new StringBuilder()).append(text).append('\n');
    }

    public Collection<String> names() {
        return texts.keySet();
    }

    public String text(String sink) {
        return String.valueOf(texts.get(sink));
    }

    /** One sentence for each secret that stands somewhere, without the secret. */
    public List<String> leaks(Collection<Marker> markers) {
        List<String> leaks = new ArrayList<>();
        texts.forEach((sink, text) -> {
            for (Marker marker : markers) {
                marker.in(text.toString())
                        .ifPresent(form -> leaks.add(sink + ": " + form + ", " + marker));
            }
        });
        return leaks;
    }
}
