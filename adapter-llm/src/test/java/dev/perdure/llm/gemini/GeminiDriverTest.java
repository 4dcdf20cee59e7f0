package dev.perdure.llm.gemini;

import dev.perdure.llm.rig.DriverContract;
import dev.perdure.llm.rig.Speech;

class GeminiDriverTest extends DriverContract {

    @Override
    protected Speech speech() {
        return new GeminiSpeech();
    }
}
