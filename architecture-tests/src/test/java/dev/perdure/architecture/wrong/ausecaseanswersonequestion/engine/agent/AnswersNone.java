package dev.perdure.architecture.wrong.ausecaseanswersonequestion.engine.agent;

public final class AnswersNone {}
