package dev.perdure.llm.responses;

import dev.perdure.llm.rig.DriverContract;
import dev.perdure.llm.rig.Speech;

class ResponsesDriverTest extends DriverContract {

    @Override
    protected Speech speech() {
        return new ResponsesSpeech();
    }
}
