package dev.perdure.architecture.wrong.thedomainismadeofvalues.json;

final class Reading {
    int at;
}
