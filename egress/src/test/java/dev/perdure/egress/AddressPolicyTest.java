package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    /** What names stand for here; of others nobody knows. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("localhost", "127.0.0.1"),
                    Map.entry("www.example", "93.184.216.34"),
                    Map.entry("six.example", "2606:2800:220:1::1"),
                    Map.entry("inner.example", "10.1.2.3"),
                    Map.entry("10.0.0.1.wild.example", "10.0.0.1"),
                    Map.entry("2130706433", "127.0.0.1"),
                    Map.entry("0x7f000001", "127.0.0.1"),
                    Map.entry("xn--localhost-9za.example", "127.0.0.1"));

    private final EgressClient client =
            EgressClient.create(EgressConfig.DEFAULT, AddressPolicyTest::lookup);

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://93.184.216.34/",
                "http://www.example/",
                "https://www.example:8443/a?b=c",
                "http://WWW.example./",
                "https://six.example/",
                "https://[2606:2800:220:1::1]/",
                "https://[64:ff9b::5db8:d822]/",
                "https://[2002:5db8:d822::1]/",
                "https://nobody-knows.example/"
            })
    void the_public_internet_may_be_asked(String address) {
        assertThat(ofThePublic(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://10.0.0.1/",
                "http://10.255.255.255/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://100.100.100.200/",
                "http://100.127.255.255/",
                "http://192.0.0.1/",
                "http://192.0.0.192/",
                "http://192.0.2.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://168.63.129.16/",
                "http://224.0.0.1/",
                "http://239.255.255.250/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[fd00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fc00::1]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[::93.184.216.34]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::1]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001::1]/",
                "http://[2001:db8::1]/",
                "http://[2606:2800::5efe:a00:1]/",
                "http://[100::1]/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://inner.example/",
                "http://10.0.0.1.wild.example/",
                "http://xn--localhost-9za.example/",
                "http://metadata/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA.google.internal./"
            })
    void nothing_else_is_on_the_public_internet(String address) {
        assertThat(ofThePublic(address)).contains("may not be asked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1./",
                "http://127.0.0.01/",
                "http://0/",
                "http://1.2.3.4.5/",
                "http://www.example.0x1/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://www.example@127.0.0.1/",
                "http://www.example%2f@127.0.0.1/",
                "http://127.0.0.1#@www.example/",
                "http:\\\\127.0.0.1/",
                "http://127.0.0.1\\@www.example/",
                "http://www.example\t/",
                "http://www.exa\u00admple/",
                "http://\u24db\u24deocalhost/",
                "http://\u2460\u2461\u2466.0.0.1/",
                "http://www\u3002example/",
                "http:///etc/passwd",
                "http:127.0.0.1",
                "//127.0.0.1/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:6379/_INFO",
                "data:text/html,hello",
                "ftp://www.example/",
                "unix:///var/run/docker.sock",
                "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
                "jar:http://www.example!/",
                "javascript:alert(1)"
            })
    void what_others_read_differently_is_no_destination(String address) {
        assertThatThrownBy(() -> Destination.of(address))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 25, 5432, 6379, 11211})
    void ports_of_other_services_may_not_be_asked(int port) {
        assertThat(ofThePublic("http://www.example:" + port + "/"))
                .isEqualTo("The port " + port + " of www.example may not be asked.");
    }

    @Test
    void what_the_operator_allows_may_be_asked_too() {
        AddressPolicy policy =
                AddressPolicy.publicInternet(
                        Allowances.of(List.of("10.1.0.0/16", "Inner.Example.", "fd00::/8")));

        assertThat(judged(policy, "http://10.1.255.255/")).isEmpty();
        assertThat(judged(policy, "http://10.2.0.0/")).contains("may not be asked");
        assertThat(judged(policy, "http://inner.example/")).isEmpty();
        assertThat(judged(policy, "http://[fd00::1]/")).isEmpty();
        assertThat(judged(policy, "http://[fd00:ec2::254]/")).contains("may not be asked");
        assertThat(judged(policy, "http://www.example:22/")).contains("port 22");
    }

    @Test
    void a_range_does_not_allow_where_credentials_are_kept_and_their_own_address_does() {
        AddressPolicy wide =
                AddressPolicy.publicInternet(Allowances.of(List.of("0.0.0.0/0", "::/0")));
        AddressPolicy exact =
                AddressPolicy.publicInternet(Allowances.of(List.of("169.254.169.254")));

        assertThat(judged(wide, "http://127.0.0.1/")).isEmpty();
        assertThat(judged(wide, "http://169.254.169.254/")).contains("may not be asked");
        assertThat(judged(wide, "http://[fd00:ec2::254]/")).contains("may not be asked");
        assertThat(judged(exact, "http://169.254.169.254/")).isEmpty();
        assertThat(judged(exact, "http://169.254.169.253/")).contains("may not be asked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "fd00::/129", "a b", "*"})
    void what_is_no_allowance_is_refused_in_a_sentence(String entry) {
        assertThatThrownBy(() -> Allowances.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void lists_narrow_down_whatever_is_allowed_otherwise() {
        AddressPolicy policy =
                AddressPolicy.publicInternet(Allowances.NONE)
                        .within(
                                new HostLists(
                                        List.of("www.example", "*.docs.example"),
                                        List.of("secret.docs.example")));

        assertThat(judged(policy, "https://www.example/")).isEmpty();
        assertThat(judged(policy, "https://WWW.Example./")).isEmpty();
        assertThat(judged(policy, "https://a.docs.example/")).isEmpty();
        assertThat(judged(policy, "https://docs.example/")).contains("not among those");
        assertThat(judged(policy, "https://evilwww.example/")).contains("not among those");
        assertThat(judged(policy, "https://secret.docs.example/")).contains("is blocked");
        assertThat(judged(policy, "https://very.secret.docs.example/")).contains("is blocked");
        assertThat(
                        judged(
                                policy.within(new HostLists(List.of("*"), List.of())),
                                "https://x.example/"))
                .contains("not among those");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.example",
                " WWW.Example. ",
                "www.example:8080",
                "https://www.example",
                "https://www.example:8080/a?b#c",
                "*.example",
                "example",
                "*"
            })
    void an_entry_is_a_host_however_it_is_written(String entry) {
        AddressPolicy policy =
                AddressPolicy.publicInternet(Allowances.NONE)
                        .within(new HostLists(List.of(), List.of(entry)));

        assertThat(judged(policy, "https://www.example/")).contains("is blocked");
    }

    @Test
    void an_entry_may_be_an_address_of_six() {
        AddressPolicy policy =
                AddressPolicy.publicInternet(Allowances.NONE)
                        .within(
                                new HostLists(
                                        List.of("2606:2800:220:1::1", "[2606:2800:220:1::2]:443"),
                                        List.of()));

        assertThat(judged(policy, "https://[2606:2800:220:1::1]/")).isEmpty();
        assertThat(judged(policy, "https://[2606:2800:220:1::2]/")).isEmpty();
        assertThat(judged(policy, "https://[2606:2800:220:1::3]/")).contains("not among those");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://93.184.216.34/",
                "https://[::ffff:93.184.216.34]/",
                "https://[::ffff:5db8:d822]/",
                "https://[64:ff9b::5db8:d822]/",
                "https://[2002:5db8:d822::1]/",
                "https://www.example/",
                "https://[2606:4700::1111]/",
                "https://[2606:4700:0:0::1111]/",
                "https://[2606:4700:0:0:0:0:0:1111]/",
                "https://203.1.2.3/",
                "https://[2a00:1::2]/"
            })
    void a_blocked_address_is_blocked_in_every_spelling_and_under_every_name(String address) {
        AddressPolicy policy =
                AddressPolicy.publicInternet(Allowances.of(List.of("www.example")))
                        .within(
                                new HostLists(
                                        List.of(),
                                        List.of(
                                                "93.184.216.34",
                                                "2606:4700::1111",
                                                "203.1.0.0/16",
                                                "2a00:1::/32")));

        assertThat(judged(policy, address)).contains("is blocked");
        assertThat(judged(policy, "https://93.184.216.35/")).isEmpty();
        assertThat(judged(policy, "https://[2606:4700::1112]/")).isEmpty();
        assertThat(judged(policy, "https://203.2.2.3/")).isEmpty();
        assertThat(judged(policy, "https://six.example/")).isEmpty();
    }

    @Test
    void an_allowed_address_is_allowed_in_every_spelling_and_under_no_name() {
        AddressPolicy policy =
                AddressPolicy.publicInternet(Allowances.NONE)
                        .within(
                                new HostLists(
                                        List.of("93.184.216.0/24", "2606:2800:220:1:0:0:0:1"),
                                        List.of()));

        assertThat(judged(policy, "https://[::ffff:93.184.216.34]/")).isEmpty();
        assertThat(judged(policy, "https://[2606:2800:220:1::1]/")).isEmpty();
        assertThat(judged(policy, "https://[64:ff9b::5db8:d822]/")).contains("not among those");
        assertThat(judged(policy, "https://www.example/")).contains("not among those");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".evil.example",
                "*evil.example",
                "*.",
                "*.*",
                "evil..example",
                "evil example",
                "user@evil.example",
                "\u00e9vil.example",
                "https://",
                "https://\u00e9vil.example/",
                "2130706433",
                "127.1",
                "999.1.1.1",
                "*.10.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "::1::2",
                "evil.example:"
            })
    void an_entry_that_would_stand_for_nobody_is_refused(String entry) {
        assertThatThrownBy(() -> new HostLists(List.of(), List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Neither a host, ");
        assertThatThrownBy(() -> new HostLists(List.of(entry), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192.0.2.1/v1",
                "https://10.1.2.3/v1",
                "https://inner.example/v1",
                "https://[2001:db8::1]/v1",
                "http://127.0.0.1:11434/v1",
                "http://[::1]:8080/v1",
                "http://localhost:8080/v1",
                "http://TRUSTED.example:8080/v1",
                "http://10.0.0.7/v1"
            })
    void a_provider_may_have_it(String address) {
        assertThat(ofProviders(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/v1",
                "http://10.1.2.3/v1",
                "http://[2001:db8::1]/",
                "http://xn--localhost-9za.example/v1",
                "http://localhost.invalid/v1",
                "http://127.0.0.1.invalid/v1"
            })
    void a_provider_may_not_have_it_without_encryption(String address) {
        assertThat(ofProviders(address)).contains("https://");
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
    void a_provider_may_never_have_it(String address) {
        assertThat(ofProviders(address)).contains("may not be asked");
    }

    @Test
    void what_the_operator_wrote_down_is_asked_whatever_it_is() {
        assertThat(client.objection(Destination.of("http://169.254.169.254:22/"))).isEmpty();
    }

    private String ofThePublic(String address) {
        return judged(AddressPolicy.publicInternet(Allowances.NONE), address);
    }

    private String ofProviders(String address) {
        return judged(
                AddressPolicy.providers(Allowances.of(List.of("trusted.example", "10.0.0.7"))),
                address);
    }

    private String judged(AddressPolicy policy, String address) {
        return client.under(policy).objection(Destination.of(address)).orElse("");
    }

    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        String address = NAMES.get(host);
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getByName(address));
    }
}
