package dev.perdure.architecture.wrong.thedomainismadeofvalues.session;

public final class Changes {
    int count;
}
