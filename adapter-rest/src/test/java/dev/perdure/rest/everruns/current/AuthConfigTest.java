package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;

class AuthConfigTest extends WireTest {

    @Test
    void nobody_has_to_sign_in_and_nobody_can() {
        Answer answer = client.get("/v1/auth/config");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(
                        "{\"mode\":\"none\",\"password_auth_enabled\":false,"
                                + "\"oauth_providers\":[],\"signup_enabled\":false}");
        assertThat(client.post("/v1/auth/login", "{}").status()).isEqualTo(501);
    }
}
