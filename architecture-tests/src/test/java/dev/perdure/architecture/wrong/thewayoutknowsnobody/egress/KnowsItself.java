package dev.perdure.architecture.wrong.thewayoutknowsnobody.egress;

public interface KnowsItself {
    KnowsItself self();
}
