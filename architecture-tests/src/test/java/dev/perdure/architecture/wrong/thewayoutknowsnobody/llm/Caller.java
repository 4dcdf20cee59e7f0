package dev.perdure.architecture.wrong.thewayoutknowsnobody.llm;

import dev.perdure.architecture.wrong.thewayoutknowsnobody.egress.KnowsItself;

public interface Caller {
    KnowsItself egress();
}
