package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whoever types something into a form is told at once what is wrong with it: each field has a check, or offers what there is. */
class FormFieldsTest {
    private static final Path RESOURCES = Repository.root().resolve("src/main/resources");
    private static final Set<String> TYPED = Set.of("textbox", "textarea", "number", "combobox", "password");

    /** Where anything goes, and why. */
    private static final Map<String, String> FREE =
            Map.of("DeployHookStep.event", "of a hook that stands alone it is a word in logs");

    /** A field, and whether something is chosen or typed in it; neither: it is a switch, or has fields of its own. */
    private record FormField(String form, String name, boolean typed, boolean chosen) {}

    private static List<FormField> fields(Path form) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        NodeList all = factory.newDocumentBuilder()
                .parse(form.toFile())
                .getDocumentElement()
                .getElementsByTagNameNS("/lib/form", "entry");
        List<FormField> fields = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element entry = (Element) all.item(i);
            Set<String> inside = Stream.of(entry.getElementsByTagNameNS("*", "*"))
                    .flatMap(nodes -> IntStream.range(0, nodes.getLength())
                            .mapToObj(j -> nodes.item(j).getLocalName()))
                    .collect(Collectors.toSet());
            fields.add(new FormField(
                    String.valueOf(form.getParent().getFileName()),
                    entry.getAttribute("field"),
                    inside.stream().anyMatch(TYPED::contains),
                    inside.contains("select")));
        }
        return fields;
    }

    private static List<String> methods(Path form) throws ClassNotFoundException {
        String name = RESOURCES.relativize(form.getParent()).toString().replace('/', '.');
        Class<?> described = Class.forName(name, false, FormFieldsTest.class.getClassLoader());
        return Stream.concat(Stream.of(described), Stream.of(described.getDeclaredClasses()))
                .filter(hudson.model.Descriptor.class::isAssignableFrom)
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(Method::getName)
                .toList();
    }

    @Test
    void eachFieldHasACheckOrOffersWhatThereIs() throws Exception {
        List<String> missing = new ArrayList<>();
        int checked = 0;
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path form : files.filter(file -> file.endsWith("config.jelly")).toList()) {
                List<String> methods = methods(form);
                for (FormField field : fields(form)) {
                    String name = field.name().substring(0, 1).toUpperCase(Locale.ROOT)
                            + field.name().substring(1);
                    boolean free = FREE.containsKey(field.form() + "." + field.name());
                    if (field.typed() && !free && !methods.contains("doCheck" + name)) {
                        missing.add(field.form() + ": doCheck" + name);
                    }
                    if (field.chosen() && !methods.contains("doFill" + name + "Items")) {
                        missing.add(field.form() + ": doFill" + name + "Items");
                    }
                    checked += field.typed() || field.chosen() ? 1 : 0;
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(checked).isGreaterThan(50);
    }

    private static Stream<Method> setters(Class<?> type) {
        return Stream.of(type.getMethods()).filter(method -> method.isAnnotationPresent(DataBoundSetter.class));
    }

    @Test
    void theExampleOfTheGuideWhichIsImportedAndExportedNamesEveryAttribute() throws Exception {
        List<Snippet> examples = Snippet.of(Snippet.Kind.CONFIGURATION);
        assertThat(examples).hasSize(1);
        String example = examples.get(0).text();
        List<String> attributes = new ArrayList<>(List.of("event", "name", "run"));
        for (Class<?> type : List.of(DeployHooksConfiguration.class, ArchiveSettings.class, AdministratorHook.class)) {
            setters(type)
                    .map(method -> method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                            + method.getName().substring(4))
                    .forEach(attributes::add);
        }
        assertThat(attributes)
                .hasSizeGreaterThan(18)
                .allSatisfy(name -> assertThat(example).containsPattern("(?m)^[ -]+" + name + ":"));
    }

    @Test
    void settingsOfAJobWithAnyValueAreNotLeftOutAsDefaults() throws Exception {
        assertThat(new WithDeployLifecycleStep().isDefault()).isTrue();
        List<Method> texts = setters(WithDeployLifecycleStep.class)
                .filter(method -> method.getParameterTypes()[0] == String.class)
                .toList();
        assertThat(texts).hasSizeGreaterThan(7);
        for (Method setter : texts) {
            WithDeployLifecycleStep step = new WithDeployLifecycleStep();
            setter.invoke(step, "x");
            assertThat(step.isDefault()).as(setter.getName()).isFalse();
        }
    }
}
