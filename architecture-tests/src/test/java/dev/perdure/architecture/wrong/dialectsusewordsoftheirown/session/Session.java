package dev.perdure.architecture.wrong.dialectsusewordsoftheirown.session;

public interface Session {}
