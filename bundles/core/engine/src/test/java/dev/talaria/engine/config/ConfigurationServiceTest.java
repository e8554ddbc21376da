package dev.talaria.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.config.Applies;
import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.ConfigProblem;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;

class ConfigurationServiceTest {
    private static final Described ENGINE = new Described(
            "dev.talaria.engine",
            false,
            List.of(
                    attribute("maxModelCalls", AttributeDefinition.INTEGER, 0, "Requests. Counts from the next turn."),
                    attribute("checkpoints", AttributeDefinition.BOOLEAN, 0, "Whether. Counts now."),
                    attribute("sandbox", AttributeDefinition.STRING, 0, "Which. Now and then."),
                    attribute("trees", AttributeDefinition.STRING, 1, "Where.")),
            Set.of());
    private static final Described OPENAI = new Described(
            "dev.talaria.provider.openai",
            true,
            List.of(attribute("name", AttributeDefinition.STRING, 0, "Its name. Counts from the next request.")),
            Set.of("name"));

    @Test
    void aValueOfTheWrongTypeIsNamedWithKeyTypeAndFile() {
        assertThat(problems(written("dev.talaria.engine", "maxModelCalls", "sixty")))
                .containsExactly(new ConfigProblem(
                        "dev.talaria.engine.maxModelCalls",
                        "/home/etc/x.cfg",
                        "'sixty' does not count: it must be integer.",
                        "Write integer, such as 60."));
        assertThat(problems(written("dev.talaria.engine", "checkpoints", "yes")))
                .first()
                .satisfies(found -> assertThat(found.cause()).contains("it must be true or false"));
        assertThat(problems(written("dev.talaria.engine", "maxModelCalls", "0")))
                .first()
                .satisfies(found -> assertThat(found.cause()).contains("it is less than minimum"));
        assertThat(problems(written("dev.talaria.engine", "maxModelCalls", " 12 ")))
                .isEmpty();
        assertThat(problems(written("dev.talaria.engine", "maxModelCalls", "99999999999")))
                .hasSize(1);
    }

    @Test
    void aTypoInAKeyOrAPidIsNamedWithWhatWasMeant() {
        assertThat(problems(written("dev.talaria.engine", "maxModelCals", "7")))
                .containsExactly(new ConfigProblem(
                        "dev.talaria.engine.maxModelCals",
                        "/home/etc/x.cfg",
                        "there is no such key, so that it does not count.",
                        "Did you mean maxModelCalls?"));
        assertThat(problems(written("dev.talaria.engien", "maxModelCalls", "7")))
                .first()
                .satisfies(found -> assertThat(found.remedy()).contains("Did you mean dev.talaria.engine?"));
        assertThat(problems(written("dev.talaria.engine", "zzz", "7")).get(0).remedy())
                .contains("The keys are maxModelCalls, checkpoints, sandbox, trees.");
    }

    @Test
    void whatMustBeThereAndIsNotIsNamed() {
        assertThat(problems(new Written("dev.talaria.provider.openai", "dev.talaria.provider.openai~x", Map.of(), "")))
                .extracting(ConfigProblem::name)
                .containsExactly("dev.talaria.provider.openai~x.name");
    }

    @Test
    void everyKeyIsListedWithWhatIsSetAndWhenItCounts() {
        List<ConfigKey> keys =
                service(written("dev.talaria.engine", "maxModelCalls", "7")).keys();
        assertThat(keys).hasSize(5).first().satisfies(key -> assertThat(key.key())
                .isEqualTo("checkpoints"));
        ConfigKey calls = keys.get(1);
        assertThat(calls.description()).isEqualTo("Requests.");
        assertThat(calls.applies()).contains(Applies.NEXT_TURN);
        assertThat(calls.values()).contains(List.of("7"));
        assertThat(calls.defaults()).containsExactly("60");
        assertThat(calls.file()).isEqualTo("/home/etc/x.cfg");
        assertThat(keys.get(2).applies()).isEmpty();
        assertThat(keys.get(3).type()).isEqualTo("list of text");
    }

    @Test
    void ofSeveralTheInstancesAreListedByTheNameOfTheirFile() {
        Written lab = Written.of(
                "dev.talaria.provider.openai.1234",
                "dev.talaria.provider.openai",
                new Hashtable<>(Map.of(
                        "name", "lab",
                        "service.pid", "dev.talaria.provider.openai.1234",
                        "felix.fileinstall.filename", "file:/home/etc/dev.talaria.provider.openai-lab.cfg")));
        assertThat(lab.name()).isEqualTo("dev.talaria.provider.openai~lab");
        assertThat(lab.values()).containsOnlyKeys("name");
        assertThat(lab.file()).isEqualTo("/home/etc/dev.talaria.provider.openai-lab.cfg");
        assertThat(service(lab).keys())
                .extracting(ConfigKey::name)
                .contains("dev.talaria.provider.openai.name", "dev.talaria.provider.openai~lab.name");
        Written direct = Written.of(
                "dev.talaria.provider.openai~two", "dev.talaria.provider.openai", new Hashtable<>(Map.of("a", 1)));
        assertThat(direct.name()).isEqualTo("dev.talaria.provider.openai~two");
    }

    @Test
    void valuesOfEveryShapeAreRead() {
        Written written = Written.of(
                "dev.talaria.engine",
                null,
                new Hashtable<>(Map.of("a", new String[] {"x", "y"}, "b", new int[] {1, 2}, "c", List.of("z"))));
        assertThat(written.values())
                .containsEntry("a", List.of("x", "y"))
                .containsEntry("b", List.of("1", "2"))
                .containsEntry("c", List.of("z"));
    }

    private static List<ConfigProblem> problems(Written written) {
        return service(written).problems();
    }

    private static ConfigurationService service(Written written) {
        return new ConfigurationService(() -> List.of(ENGINE, OPENAI), () -> List.of(written));
    }

    private static Written written(String pid, String key, String value) {
        return new Written(pid, pid, Map.of(key, List.of(value)), "/home/etc/x.cfg");
    }

    private static AttributeDefinition attribute(String id, int type, int cardinality, String description) {
        return new AttributeDefinition() {
            @Override
            public String getName() {
                return id;
            }

            @Override
            public String getID() {
                return id;
            }

            @Override
            public String getDescription() {
                return description;
            }

            @Override
            public int getCardinality() {
                return cardinality;
            }

            @Override
            public int getType() {
                return type;
            }

            @Override
            public String[] getOptionValues() {
                return null;
            }

            @Override
            public String[] getOptionLabels() {
                return null;
            }

            @Override
            public String validate(String value) {
                return type == INTEGER && Integer.parseInt(value) < 1 ? "%less than minimum" : "";
            }

            @Override
            public String[] getDefaultValue() {
                return type == INTEGER ? new String[] {"60"} : null;
            }
        };
    }
}
