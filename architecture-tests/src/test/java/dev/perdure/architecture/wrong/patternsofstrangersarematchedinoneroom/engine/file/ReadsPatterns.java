package dev.perdure.architecture.wrong.patternsofstrangersarematchedinoneroom.engine.file;

import com.google.re2j.Pattern;

public interface ReadsPatterns {
    Pattern pattern();
}
