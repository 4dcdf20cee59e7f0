package dev.perdure.llm.chat;

/** What a server calls the bound of an answer; all else is alike. */
public enum ChatVariant {
    /** As it was first: {@code max_tokens}. */
    COMPATIBLE("max_tokens"),
    /** As its inventor has it now: {@code max_completion_tokens}. */
    OPENAI("max_completion_tokens");

    private final String lengthSetting;

    ChatVariant(String lengthSetting) {
        this.lengthSetting = lengthSetting;
    }

    String lengthSetting() {
        return lengthSetting;
    }
}
