package dev.perdure.architecture.wrong.namessaywhataclassis.rest;

public interface TextUtils {}
