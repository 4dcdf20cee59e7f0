package dev.perdure.architecture.wrong.dialectsusewordsoftheirown.rest.everruns.current;

public interface SessionBody {}
