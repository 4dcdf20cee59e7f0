package dev.perdure.architecture.wrong.absenceissaidoneway.json;

import java.util.Optional;

public interface JsonObjectBuilder {
    void putIfPresent(Optional<String> value);
}
