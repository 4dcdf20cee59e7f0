package dev.perdure.llm.gemini;

import dev.perdure.llm.rig.Speech;
import dev.perdure.llm.rig.SpeechModelsContract;

class GeminiModelsContractTest extends SpeechModelsContract {

    @Override
    protected Speech speech() {
        return new GeminiSpeech();
    }
}
