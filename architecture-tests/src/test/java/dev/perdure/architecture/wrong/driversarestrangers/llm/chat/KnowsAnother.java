package dev.perdure.architecture.wrong.driversarestrangers.llm.chat;

import dev.perdure.architecture.wrong.driversarestrangers.llm.responses.Body;

public interface KnowsAnother {
    Body body();
}
