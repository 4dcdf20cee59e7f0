package dev.perdure.llm.responses;

import dev.perdure.llm.rig.Speech;
import dev.perdure.llm.rig.SpeechModelsContract;

class ResponsesModelsContractTest extends SpeechModelsContract {

    @Override
    protected Speech speech() {
        return new ResponsesSpeech();
    }
}
