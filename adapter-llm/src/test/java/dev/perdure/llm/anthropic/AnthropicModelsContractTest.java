package dev.perdure.llm.anthropic;

import dev.perdure.llm.rig.Speech;
import dev.perdure.llm.rig.SpeechModelsContract;

class AnthropicModelsContractTest extends SpeechModelsContract {

    @Override
    protected Speech speech() {
        return new MessagesSpeech();
    }
}
