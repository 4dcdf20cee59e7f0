package dev.perdure.architecture.wrong.patternsofstrangersarematchedinoneroom.engine.file.pattern;

import com.google.re2j.Pattern;

public interface MayRead {
    Pattern pattern();
}
