package dev.perdure.llm.chat;

import dev.perdure.llm.rig.DriverContract;
import dev.perdure.llm.rig.Speech;

class ChatDriverTest extends DriverContract {

    @Override
    protected Speech speech() {
        return new ChatSpeech();
    }
}
