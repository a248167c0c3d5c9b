package io.jenkins.plugins.deployhooks.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What Blue Ocean looks for on the class path of the plugin, by names that nothing but a test holds together. A bundle that
 * it does not find takes the other tabs of a run away with it. The tab itself has tests of its own in {@code src/main/js}.
 */
class BlueOceanTabTest {
    private static final String MODULES = "org/jenkins/ui/jsmodules/";

    /** Makes code or markup from text, which a policy for the contents of pages forbids or which output could use. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\beval\\(|new Function\\(|innerHTML|document\\.write|set(?:Timeout|Interval)\\(\\s*[\"'`]|javascript:");

    private static JsonNode extension() throws IOException {
        return new ObjectMapper().readTree(text("jenkins-js-extension.json"));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = BlueOceanTabTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String shortName() throws IOException {
        String pom = Files.readString(Repository.root().resolve("pom.xml"));
        Matcher artifact = Pattern.compile("</parent>.*?<artifactId>([^<]+)</artifactId>", Pattern.DOTALL)
                .matcher(pom);
        assertThat(artifact.find()).isTrue();
        return artifact.group(1);
    }

    @Test
    void theExtensionHasTheShortNameOfThePlugin() throws IOException {
        assertThat(extension().get("hpiPluginId").textValue()).isEqualTo(shortName());
    }

    @Test
    void theBundleIsWhereItIsLookedForAndExportsWhatItIsAskedFor() throws IOException {
        JsonNode point = extension().get("extensions").get(0);
        assertThat(point.get("extensionPoint").textValue()).isEqualTo("jenkins.run.actions");
        assertThat(text(MODULES + shortName() + "/jenkins-js-extension.js"))
                .contains('"' + shortName() + '"')
                .contains('"' + point.get("component").textValue() + '"')
                .contains("\"jenkins-js-extension\"", "exportModule(");
    }

    @Test
    void theStyleSheetIsBesideTheBundleAndHoldsForOurPaneAlone() throws IOException {
        assertThat(text(MODULES + shortName() + "/deploy-hooks.css"))
                .contains(".deploy-hooks-pane")
                .doesNotContain("url(", "@import")
                // The link in the bar of tabs has the name of the tab as a class.
                .doesNotContainPattern("\\.deploy-hooks(?![-\\w])");
    }

    @Test
    void theBundleMakesNoCodeAndNoMarkupFromText() throws IOException {
        assertThat(text(MODULES + shortName() + "/jenkins-js-extension.js"))
                .doesNotContainPattern(FORBIDDEN)
                // It is served without a charset.
                .matches(bundle -> bundle.chars().allMatch(character -> character < 128), "is ASCII");
    }

    @Test
    void theTranslationsItAsksForAreThere() throws IOException {
        for (JsonNode name : extension().get("i18nBundles")) {
            assertThat(ResourceBundle.getBundle(name.textValue()).getString("title"))
                    .isEqualTo("Deploy hooks");
        }
        assertThat(extension().get("i18nBundles")).isNotEmpty();
    }

    @Test
    void theActionIsServedWithItsDeploymentsAndTheirSteps() throws NoSuchMethodException {
        // Blue Ocean serves a bean without a depth; one that is neither inline nor of a higher visibility is {} then.
        assertThat(DeployHooksAction.class).hasAnnotation(ExportedBean.class);
        Class<?> deployment = served(DeployHooksAction.class, "getDeployments");
        Class<?> step = served(deployment, "getSteps");
        for (String value : List.of(
                "getId",
                "getState",
                "getExitCode",
                "getSignal",
                "getPolicy",
                "getReason",
                "getStartedAt",
                "getDurationMillis",
                "getAttempts")) {
            assertThat(step.getMethod(value).isAnnotationPresent(Exported.class))
                    .as(value)
                    .isTrue();
        }
    }

    /** The type of the elements of a list that is served with all that is in them. */
    private static Class<?> served(Class<?> bean, String getter) throws NoSuchMethodException {
        Method list = bean.getMethod(getter);
        assertThat(list.getAnnotation(Exported.class).inline()).as(getter).isTrue();
        Type element = ((ParameterizedType) list.getGenericReturnType()).getActualTypeArguments()[0];
        ExportedBean exported = ((Class<?>) element).getAnnotation(ExportedBean.class);
        assertThat(exported.defaultVisibility()).as(element.getTypeName()).isEqualTo(2);
        return (Class<?>) element;
    }
}
