package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which deployment it is, and where.
 *
 * @param id unique among the deployments of this app and environment
 * @param root the root of the repository, absolute
 * @param logs the directory of the logs, absolute; made when needed
 * @param surroundings the rest
 */
public record About(String id, Path root, Path logs, Surroundings surroundings) {
    /**
     * What is around a deployment.
     *
     * @param agent the name of the machine, for messages
     * @param env the variables every hook and body sees (S8)
     * @param source branch and commit
     * @param kept what earlier deployments have left
     */
    public record Surroundings(String agent, Map<String, String> env, Facts.Source source, Kept kept) {
        public Surroundings {
            env = Map.copyOf(env);
        }
    }

    /**
     * What earlier deployments have left for this one.
     *
     * @param previousResult how the last deployment of this app and environment ended, in the words of {@code
     *     DEPLOY_RESULT}; null: not known
     * @param values what placeholders in the variables of profiles stand for, where only a cache knows: {@code tmp, cache,
     *     tree, project}
     */
    public record Kept(@CheckForNull String previousResult, Map<String, String> values) {
        /** Nothing. */
        public static final Kept NOTHING = new Kept(null, Map.of());

        public Kept {
            values = Map.copyOf(values);
        }
    }

    /** The same for the report of a deployment to {@code target}, planned as {@code plan}. */
    Report.Deployment which(Target target, Plan plan) {
        return new Report.Deployment(
                id,
                target.app(),
                target.environment(),
                plan.profile(),
                plan.kind().id(),
                surroundings.source().branch(),
                surroundings.source().commit());
    }

    /** The log of a step of {@code plan} beside those of the others, once it is there. */
    Recorder.Logs logs(Plan plan) {
        // A report is made for each look at a deployment that goes on, and a log that has begun stays.
        Map<String, String> begun = new ConcurrentHashMap<>();
        Map<String, String> names =
                plan.steps().stream().collect(Collectors.toMap(PlannedStep::id, step -> Recorder.logName(plan, step)));
        return step -> begun.computeIfAbsent(step.id(), id -> {
            String name = names.get(id);
            return Files.exists(logs.resolve(name)) ? name : null;
        });
    }
}
