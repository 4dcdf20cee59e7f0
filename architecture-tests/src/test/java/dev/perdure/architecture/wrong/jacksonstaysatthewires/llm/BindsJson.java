package dev.perdure.architecture.wrong.jacksonstaysatthewires.llm;

import com.fasterxml.jackson.databind.JsonNode;

public interface BindsJson {
    JsonNode json();
}
