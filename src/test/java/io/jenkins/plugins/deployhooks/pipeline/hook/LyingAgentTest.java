package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.remoting.DelegatingCallable;
import io.jenkins.plugins.deployhooks.agent.premises.WorkOnPremises;
import io.jenkins.plugins.deployhooks.agent.remote.Ending;
import io.jenkins.plugins.deployhooks.agent.remote.Follower;
import io.jenkins.plugins.deployhooks.agent.remote.HookEvents;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.remoting.RoleChecker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** In the place of our code on the agent somebody else calls the controller, or the agent has no memory left. */
@WithJenkins
class LyingAgentTest {
    private static final String LONG = "x".repeat(1_000_000);

    private static JenkinsRule jenkins;

    /** What the agent says of the next hook; null: the truth. */
    @CheckForNull
    private static volatile Lie lie;

    /** What the agent answers to work on directories; null: the truth. */
    @CheckForNull
    private static volatile Answer work;

    /** How often a hook is still followed in vain; then it ends with an error. Negative: as it should be. */
    private static final AtomicInteger FOLLOWERS = new AtomicInteger(-1);

    private interface Lie {
        void tell(HookEvents controller) throws IOException;
    }

    /** @param fault thrown in place of notes; null: none */
    private record Answer(
            ArrayList<String> notes, @CheckForNull String fault) implements Serializable {}

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void mend() {
        lie = null;
        work = null;
        FOLLOWERS.set(-1);
    }

    private static WorkflowRun told(Result result, Lie told) throws Exception {
        lie = told;
        return Builds.run(
                jenkins,
                result,
                "node { def given = deployHook(name: 'h', run: 'true'); echo \"GIVEN ${given.size()}\" }");
    }

    private static void lost(String why, Lie told) throws Exception {
        WorkflowRun run = told(Result.FAILURE, told);
        assertThat(jenkins.getLog(run)).contains("h was lost on agent built-in").contains(why);
        assertThat(jenkins.getLog(run).length()).as(why).isLessThan(20_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Ending ending(int status, Map<String, String> values, List<String> notes) {
        return new Ending(status, false, new Ending.Found(values, notes), Map.of());
    }

    @Test
    void whatCannotBeIsAFailureWithAName() throws Exception {
        lost("told of output behind byte 1,000", controller -> controller.output(1000, bytes("x")));
        lost("told of output behind byte", controller -> controller.output(Long.MAX_VALUE, bytes("x")));
        lost("told of output behind byte -1", controller -> controller.output(-1, bytes("xyz")));
        lost("told of output behind byte", controller -> controller.output(Long.MIN_VALUE, bytes("xyz")));
        lost("at once: it cannot be believed", controller -> controller.output(0, new byte[2_000_000]));
        lost("told an end that cannot be one", controller -> controller.ended(null));
        lost("told an end that cannot be one", controller -> controller.ended(new Ending(0, false, null, Map.of())));
        lost("no Finished: SUCCESS", controller -> controller.gone("no\r\nFinished: SUCCESS\n" + LONG));
    }

    @Test
    @Requirement({"S61", "S56"})
    void outputThatIsToldAgainIsKnown() throws Exception {
        WorkflowRun run = told(Result.SUCCESS, controller -> {
            controller.output(0, bytes("one\ntw"));
            controller.output(0, bytes("one\n"));
            controller.output(4, bytes("two\nthree\n"));
            controller.output(4, bytes("two\nthree\nfour\n"));
            controller.ended(ending(0, Map.of(), List.of()));
        });
        assertThat(Builds.logs(run)).endsWith("\n\none\ntwo\nthree\nfour\n");
        assertThat(jenkins.getLog(run)).containsOnlyOnce("\ntwo\n").containsOnlyOnce("\nfour\n");
    }

    @Test
    void anEndIsBounded() throws Exception {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            values.put("KEY" + i, "value");
        }
        WorkflowRun many = told(
                Result.SUCCESS,
                controller -> controller.ended(ending(0, values, List.of("a\nFinished: FAILURE", LONG))));
        assertThat(jenkins.getLog(many))
                .contains("GIVEN 1000", "a Finished: FAILURE")
                .doesNotContain("\nFinished: FAILURE");
        assertThat(jenkins.getLog(many).length()).isLessThan(20_000);

        WorkflowRun huge = told(
                Result.SUCCESS,
                controller -> controller.ended(
                        ending(0, Map.of("LONG", LONG, "DEPLOY_RESULT", "x", "a b", "c", "L", "1\n2"), List.of())));
        jenkins.assertLogContains("GIVEN 0", huge);
        jenkins.assertLogContains("longer than 100000 bytes", huge);

        WorkflowRun odd =
                told(Result.FAILURE, controller -> controller.ended(ending(Integer.MIN_VALUE, Map.of(), List.of())));
        jenkins.assertLogContains("h failed on agent built-in", odd);
        jenkins.assertLogContains("xit code -2147483648", odd);
    }

    @Test
    void whatIsToldOfDirectoriesIsLinesAndNotWithoutNumber() throws Exception {
        List<String> notes = new ArrayList<>(Collections.nCopies(10_000, "a note"));
        notes.set(0, "no\nFinished: SUCCESS");
        notes.set(1, LONG);
        // the others lie on the node that is Jenkins itself
        jenkins.createOnlineSlave(Label.get("liar")).setMode(Node.Mode.EXCLUSIVE);
        for (Answer told : new Answer[] {
            new Answer(new ArrayList<>(notes), null),
            new Answer(new ArrayList<>(), "no\nFinished: SUCCESS\u2028" + LONG)
        }) {
            work = told;
            WorkflowRun run = Builds.run(
                    jenkins,
                    Result.FAILURE,
                    "node('liar') { withDeployLifecycle(profile: 'platform-sh') { deployHooks('build') { }; error 'over' } }");
            assertThat(jenkins.getLog(run))
                    .contains("no Finished: SUCCESS")
                    .doesNotContain("\nFinished: SUCCESS")
                    .hasSizeLessThan(50_000);
        }
    }

    /** Such an error is met in a thread of the clock, where nobody else would end the step. */
    @Test
    void anErrorOfAnAgentThatIsTriedAgainEndsTheStep() throws Exception {
        FOLLOWERS.set(1);
        WorkflowRun run = Builds.run(jenkins, Result.FAILURE, "node { deployHook(name: 'h', run: 'true') }");
        jenkins.assertLogContains("Its agent could not be reached", run);
        jenkins.assertLogContains("out of memory, as it were", run);
    }

    /** In the place of what the controller sends to the agent. */
    @TestExtension
    public static final class Liar extends FilePath.FileCallableWrapperFactory {
        @Override
        @SuppressWarnings("unchecked") // what a follower gives is what the lie gives: nothing
        public <T> DelegatingCallable<T, IOException> wrap(DelegatingCallable<T, IOException> callable) {
            try {
                Object asked = field(callable, "callable");
                Answer answer = work;
                if (asked instanceof WorkOnPremises && answer != null) {
                    return (DelegatingCallable<T, IOException>) new Answering(answer);
                }
                if (asked instanceof Follower && FOLLOWERS.get() >= 0) {
                    if (FOLLOWERS.getAndDecrement() > 0) {
                        throw new IllegalStateException(new ClosedChannelException());
                    }
                    throw new OutOfMemoryError("out of memory, as it were");
                }
                Lie told = lie;
                return asked instanceof Follower && told != null
                        ? (DelegatingCallable<T, IOException>)
                                new Lying(told, (HookEvents) field(asked, "events"), callable.getClassLoader())
                        : callable;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Object field(Object of, String name) throws ReflectiveOperationException {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        }
    }

    /** In the place of our own code. */
    private abstract static class Local<T> implements DelegatingCallable<T, IOException> {
        private static final long serialVersionUID = 1L;

        private final transient ClassLoader loader;

        Local(ClassLoader loader) {
            this.loader = loader;
        }

        @Override
        public ClassLoader getClassLoader() {
            return loader;
        }

        @Override
        public void checkRoles(RoleChecker checker) {
            // agents let pass what the controller sends
        }
    }

    private static final class Answering extends Local<ArrayList<String>> {
        private static final long serialVersionUID = 1L;

        private final Answer answer;

        Answering(Answer answer) {
            super(Answering.class.getClassLoader());
            this.answer = answer;
        }

        @Override
        public ArrayList<String> call() throws IOException {
            if (answer.fault() != null) {
                throw new IOException(answer.fault());
            }
            return answer.notes();
        }
    }

    private static final class Lying extends Local<Void> {
        private static final long serialVersionUID = 1L;

        private final transient Lie told;
        private final transient HookEvents controller;

        Lying(Lie told, HookEvents controller, ClassLoader loader) {
            super(loader);
            this.told = told;
            this.controller = controller;
        }

        @Override
        public Void call() throws IOException {
            told.tell(controller);
            return null;
        }
    }
}
