package dev.perdure.architecture.wrong.theapplicationknowsonlythedomain.session;

public interface Session {}
