package dev.perdure.llm.anthropic;

import dev.perdure.llm.rig.DriverContract;
import dev.perdure.llm.rig.Speech;

class AnthropicDriverTest extends DriverContract {

    @Override
    protected Speech speech() {
        return new MessagesSpeech();
    }
}
