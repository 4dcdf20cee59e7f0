package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

    private final AddressRule rule = AddressRule.trusting(List.of("inner.example", "10.0.0.7"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192.0.2.1/v1",
                "https://10.1.2.3/v1",
                "https://[2001:db8::1]/v1",
                "http://127.0.0.1:11434/v1",
                "http://[::1]:8080/v1",
                "http://localhost:8080/v1",
                "http://INNER.example:8080/v1",
                "http://10.0.0.7/v1"
            })
    void may_be_asked(String address) {
        assertThat(rule.objection(Destination.of(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/v1",
                "http://10.1.2.3/v1",
                "http://[2001:db8::1]/",
                "http://localhost.invalid/v1",
                "http://127.0.0.1.invalid/v1"
            })
    void may_not_be_asked_without_encryption(String address) {
        assertThat(rule.objection(Destination.of(address)).orElseThrow()).contains("https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest",
                "http://169.254.169.254/latest",
                "https://169.254.0.1/",
                "https://[fe80::1]/",
                "https://0.0.0.0/",
                "https://[::]/",
                "https://224.0.0.1/",
                "https://100.100.100.200/",
                "https://[fd00:ec2::254]/",
                "https://[::ffff:169.254.169.254]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[2002:a9fe:a9fe::1]/",
                "https://[::a9fe:a9fe]/",
                "https://metadata.google.internal/",
                "https://METADATA.google.internal./"
            })
    void may_never_be_asked(String address) {
        assertThat(rule.objection(Destination.of(address)).orElseThrow())
                .contains("may not be asked");
    }
}
