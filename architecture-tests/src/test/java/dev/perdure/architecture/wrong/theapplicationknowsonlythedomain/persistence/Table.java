package dev.perdure.architecture.wrong.theapplicationknowsonlythedomain.persistence;

public interface Table {}
