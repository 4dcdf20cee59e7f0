package dev.perdure.architecture.wrong.jacksonstaysatthewires.persistence.codec;

import com.fasterxml.jackson.databind.JsonNode;

public interface BindsJson {
    JsonNode json();
}
