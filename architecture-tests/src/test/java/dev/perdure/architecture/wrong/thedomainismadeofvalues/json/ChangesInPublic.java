package dev.perdure.architecture.wrong.thedomainismadeofvalues.json;

public final class ChangesInPublic {
    int count;
}
