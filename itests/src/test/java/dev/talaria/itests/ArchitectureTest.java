package dev.talaria.itests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** The dependency rules of the architecture, over every bundle. */
@AnalyzeClasses(packages = "dev.talaria", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] ADD_ONS = {
        "dev.talaria.commands..",
        "dev.talaria.provider..",
        "dev.talaria.sandbox..",
        "dev.talaria.tools..",
        "dev.talaria.gateway..",
        "dev.talaria.skills..",
        "dev.talaria.rl..",
        "dev.talaria.itests.sampletool.."
    };

    private static final Pattern SHARED =
            Pattern.compile("dev\\.talaria\\.(api|spi|(provider|sandbox|tool)\\.support)(\\..*)?");

    /** dev.talaria.tools.file of dev.talaria.tools.file.pages: two segments name an add-on. */
    private static String bundle(String packageName) {
        return Arrays.stream(packageName.split("\\.")).limit(4).collect(Collectors.joining("."));
    }

    @ArchTest
    static final ArchRule apiIsTypesOnly = classes()
            .that()
            .resideInAnyPackage("dev.talaria.api..", "dev.talaria.spi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "dev.talaria.api..", "dev.talaria.spi..", "org.jspecify..", "org.osgi.annotation..");

    /** Declarative Services take any public constructor with the right number of parameters. */
    @ArchTest
    static final ArchRule componentsHaveOneConstructorOfSoManyParameters = classes()
            .that()
            .areAnnotatedWith(Component.class)
            .should(new ArchCondition<>("have one public constructor of so many parameters") {
                @Override
                public void check(JavaClass component, ConditionEvents events) {
                    Map<Integer, Long> bySize = component.getConstructors().stream()
                            .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
                            .collect(Collectors.groupingBy(
                                    one -> one.getRawParameterTypes().size(), Collectors.counting()));
                    bySize.forEach((size, count) -> events.add(new SimpleConditionEvent(
                            component,
                            count == 1,
                            component.getName() + " has " + count + " public constructors of " + size
                                    + " parameters")));
                }
            });

    @ArchTest
    static final ArchRule apiDoesNotKnowSpi = noClasses()
            .that()
            .resideInAPackage("dev.talaria.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.talaria.spi..");

    @ArchTest
    static final ArchRule theEngineKnowsNoAddOnAndNoVendor = noClasses()
            .that()
            .resideInAPackage("dev.talaria.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.talaria.provider..",
                    "dev.talaria.sandbox..",
                    "dev.talaria.tools..",
                    "dev.talaria.store..",
                    "dev.talaria.shell..",
                    "okhttp3..",
                    "org.sqlite..",
                    "org.apache.karaf..");

    @ArchTest
    static final ArchRule addOnsKnowTheApiAndNothingElseOfTalaria = classes()
            .that()
            .resideInAnyPackage(ADD_ONS)
            .should(new ArchCondition<>("stay within their bundle and the API") {
                @Override
                public void check(JavaClass addOn, ConditionEvents events) {
                    for (Dependency dependency : addOn.getDirectDependenciesFromSelf()) {
                        String target = dependency.getTargetClass().getPackageName();
                        if (target.startsWith("dev.talaria.")
                                && !SHARED.matcher(target).matches()
                                && !bundle(target).equals(bundle(addOn.getPackageName()))) {
                            events.add(SimpleConditionEvent.violated(addOn, dependency.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule onlyTheShellKnowsKaraf = noClasses()
            .that()
            .resideOutsideOfPackages("dev.talaria.shell..", "dev.talaria.launcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.karaf..");

    @ArchTest
    static final ArchRule onlyGatewayHttpKnowsServlets = noClasses()
            .that()
            .resideOutsideOfPackage("dev.talaria.gateway.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.servlet..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.talaria.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyPrintsToTheConsoleOfTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("dev.talaria.launcher..")
            .and()
            .resideOutsideOfPackage("dev.talaria.testkit..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
