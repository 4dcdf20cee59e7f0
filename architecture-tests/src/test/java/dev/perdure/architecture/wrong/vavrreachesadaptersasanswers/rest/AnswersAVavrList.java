package dev.perdure.architecture.wrong.vavrreachesadaptersasanswers.rest;

import io.vavr.collection.List;

public interface AnswersAVavrList {
    List<String> names();
}
