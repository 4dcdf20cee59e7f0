package dev.perdure.architecture.wrong.thedomainismadeofvalues.json;

public final class JsonObjectBuilder {
    int members;
}
