package dev.perdure.architecture.wrong.driversarestrangers.llm.chat;

import dev.perdure.architecture.wrong.driversarestrangers.llm.provider.Account;

public interface KnowsWhatIsShared {
    Account account();
}
