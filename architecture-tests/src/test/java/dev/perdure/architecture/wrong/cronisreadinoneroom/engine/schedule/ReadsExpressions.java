package dev.perdure.architecture.wrong.cronisreadinoneroom.engine.schedule;

import com.cronutils.parser.CronParser;

public interface ReadsExpressions {
    CronParser parser();
}
