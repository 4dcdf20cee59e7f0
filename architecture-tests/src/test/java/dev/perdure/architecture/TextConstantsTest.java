package dev.perdure.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextConstantsTest {

    @Test
    void literals_concatenations_and_annotations_are_read_past_every_kind_of_constant() {
        List<String> texts = TextConstants.of(imported(Speaker.class));
        assertThat(texts)
                .contains("a literal", "in an annotation")
                .anyMatch(text -> text.startsWith("joined with "));
    }

    @Test
    void what_is_no_class_file_is_refused() {
        assertThatIOException()
                .isThrownBy(() -> TextConstants.read(new ByteArrayInputStream(new byte[16])))
                .withMessage("not a class file");
    }

    private static JavaClass imported(Class<?> type) {
        return new ClassFileImporter().importClass(type);
    }

    /** Has wide and narrow numbers, a lambda and texts. */
    @DisplayName("in an annotation")
    public static final class Speaker {

        private static final long WIDE = 1L << 40;
        private static final double REAL = 2.5;

        public String say(String more) {
            Runnable nothing = () -> {};
            nothing.run();
            return "a literal".length() + WIDE + REAL + 123_456 > 0 ? "joined with " + more : "";
        }
    }
}
