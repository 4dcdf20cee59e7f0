package dev.perdure.llm.rig;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The row of the table in docs/models.md that a test of every driver stands for. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Told {

    /** What the server does. */
    String when();

    /** What is told of it. */
    String as();
}
