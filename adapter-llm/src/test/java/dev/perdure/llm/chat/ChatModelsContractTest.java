package dev.perdure.llm.chat;

import dev.perdure.llm.rig.Speech;
import dev.perdure.llm.rig.SpeechModelsContract;

class ChatModelsContractTest extends SpeechModelsContract {

    @Override
    protected Speech speech() {
        return new ChatSpeech();
    }
}
