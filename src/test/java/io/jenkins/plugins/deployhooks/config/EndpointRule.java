package io.jenkins.plugins.deployhooks.config;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Methods that answer requests say by which verb, and ask for a permission, by themselves or by a method of ours that they
 * call. What leads on to an object from a page asks as well, or is known to show only what its page shows.
 */
final class EndpointRule {
    private static final String OURS = "io.jenkins.plugins.deployhooks";

    private static final List<String> VERBS = List.of(
            "org.kohsuke.stapler.verb.POST",
            "org.kohsuke.stapler.verb.GET",
            "org.kohsuke.stapler.verb.PUT",
            "org.kohsuke.stapler.verb.DELETE",
            "org.kohsuke.stapler.interceptor.RequirePOST");

    private static final List<String> EXPOSED =
            List.of("org.kohsuke.stapler.WebMethod", "org.kohsuke.stapler.bind.JavaScriptMethod");

    private static final Set<String> CHECKS = Set.of("checkPermission", "checkAnyPermission");

    /** It shows the exported values of its page, to whoever may see the page. */
    private static final String API = "hudson.model.Api";

    private EndpointRule() {}

    static ArchRule rule() {
        return ArchRuleDefinition.methods()
                .that(answerRequests())
                .should(beProtected())
                .because("whoever knows the address can call them");
    }

    static DescribedPredicate<JavaMethod> answerRequests() {
        return DescribedPredicate.describe(
                "answer requests", method -> isPublic(method) && (isWebMethod(method) || leadsOn(method)));
    }

    private static boolean isPublic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isWebMethod(JavaMethod method) {
        return method.getName().matches("do[A-Z].*")
                || method.getName().matches("js[A-Z].*")
                || method.getName().equals("getDynamic")
                || EXPOSED.stream().anyMatch(method::isAnnotatedWith);
    }

    /** Whether the path of a page goes on through it to what it returns. */
    private static boolean leadsOn(JavaMethod method) {
        JavaClass type = method.getRawReturnType();
        boolean page = method.getOwner().isAssignableTo("hudson.model.Action")
                || method.getOwner().isAssignableTo("org.kohsuke.stapler.StaplerProxy");
        boolean next = type.isEquivalentTo(Object.class)
                || type.isAssignableTo("hudson.model.ModelObject")
                || type.isAssignableTo("hudson.model.Action")
                || type.getMethods().stream().anyMatch(EndpointRule::isWebMethod);
        return page && next && method.getName().matches("get([A-Z].*)") && !type.isAssignableTo(API);
    }

    private static ArchCondition<JavaMethod> beProtected() {
        return new ArchCondition<>("have the annotation of a verb and check a permission") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (isWebMethod(method)
                        && !method.getName().equals("getDynamic")
                        && VERBS.stream().noneMatch(method::isAnnotatedWith)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " answers every verb"));
                }
                if (!checks(method)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " asks for no permission"));
                }
            }
        };
    }

    private static boolean checks(JavaMethod start) {
        Set<JavaMethod> seen = new HashSet<>(Set.of(start));
        Deque<JavaMethod> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            for (JavaMethodCall call : next.pop().getMethodCallsFromSelf()) {
                if (CHECKS.contains(call.getName())) {
                    return true;
                }
                call.getTarget()
                        .resolveMember()
                        .filter(called -> called.getOwner().getPackageName().startsWith(OURS) && seen.add(called))
                        .ifPresent(next::push);
            }
        }
        return false;
    }
}
