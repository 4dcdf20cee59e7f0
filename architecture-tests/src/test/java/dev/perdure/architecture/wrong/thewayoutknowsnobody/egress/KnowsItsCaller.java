package dev.perdure.architecture.wrong.thewayoutknowsnobody.egress;

import dev.perdure.architecture.wrong.thewayoutknowsnobody.llm.Caller;

public interface KnowsItsCaller {
    Caller caller();
}
