package io.jenkins.plugins.deployhooks.engine.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the compiled classes may depend on. */
class ArchitectureTest {
    private static final String OURS = "io.jenkins.plugins.deployhooks";
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
    private static final Path DIAGRAM = Repository.root().resolve("docs/architecture.puml");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(OURS);
    }

    @Test
    void dependenciesFollowTheDiagram() throws IOException {
        ArchRuleDefinition.classes()
                .should(adhereToPlantUmlDiagram(DIAGRAM.toUri().toURL(), consideringOnlyDependenciesInDiagram()))
                .because("docs/architecture.puml shows every arrow there may be; a new one is a decision")
                .check(classes);
    }

    @Test
    void everyPackageIsInTheDiagram() throws IOException {
        String diagram = Files.readString(DIAGRAM);
        List<String> missing = classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !diagram.contains("<<" + name + ">>"))
                .toList();
        assertThat(missing)
                .as("packages without a component in docs/architecture.puml")
                .isEmpty();
    }

    /** A name that begins with a dot goes on from the first one of its row, or from what that is in. */
    @Test
    void everyPackageIsInTheTable() throws IOException {
        Set<String> explained = new HashSet<>();
        for (String line : Files.readAllLines(Repository.root().resolve("docs/architecture.md"))) {
            List<String> names = NAME.matcher(line.split("\\|", 3).length < 3 ? "" : line.split("\\|", 3)[1])
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            for (String name : names) {
                String first = names.get(0);
                explained.add(name.startsWith(".") ? first + name : name);
                explained.add(name.startsWith(".") ? first.replaceFirst("\\.[^.]*$", "") + name : name);
            }
        }
        List<String> missing = classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !name.equals(OURS) && !explained.contains(name.substring(OURS.length() + 1)))
                .sorted()
                .toList();
        assertThat(missing).as("packages without a row in docs/architecture.md").isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(OURS + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void engineKnowsNothingOfJenkins() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(OURS + ".engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "hudson..",
                        "jenkins..",
                        "org.jenkinsci..",
                        "org.kohsuke..",
                        "jakarta.servlet..",
                        "javax.servlet..")
                .because("the engine runs without Jenkins, on the command line and in tests")
                .check(classes);
    }

    @Test
    void onlyTheCommandLineStartsProcessesByItself() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(OURS + ".local..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(target(owner(equivalentTo(Runtime.class))).and(target(name("exec"))))
                .because("a plugin starts programs through the launcher of the agent they belong on")
                .check(classes);
    }

    @Test
    void nothingReadsSerializedObjects() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .because("a serialized object from elsewhere can run code while it is read")
                .check(classes);
    }
}
