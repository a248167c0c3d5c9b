package io.jenkins.plugins.deployhooks.pipeline.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.deployhooks.agent.archive.LookAtChanges;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceCopy;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeployedChanges;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentMemory;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.pipeline.announce.Listeners;
import io.jenkins.plugins.deployhooks.pipeline.archive.ArchiveChoice;
import io.jenkins.plugins.deployhooks.pipeline.archive.JobArchives;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.Kept;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.trust.Trust;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the definition in a workspace and plans the deployment. Asks the agent, so never on the thread of the program. */
public final class Planning {
    /** Files that include files, and scripts at last. */
    private static final int MOST_LOOKS = 12;

    /** What the Git plugin puts before the names of branches, outside of multibranch projects. */
    private static final String REMOTE = "origin/";

    private final FilePath workspace;
    private final EnvVars env;
    private final PrintStream log;
    private final ProgramVariables variables;

    /** The job; null: it is a Pipeline. */
    @CheckForNull
    private final JobProgram job;

    /**
     * In {@code workspace}.
     *
     * @param workspace the root of the repository
     * @param env the variables there
     * @param log tells the plan, and warnings
     * @param variables those of {@code env} that the program sets
     */
    public Planning(FilePath workspace, EnvVars env, PrintStream log, ProgramVariables variables) {
        this.workspace = workspace;
        this.env = env;
        this.log = log;
        this.variables = variables;
        this.job = null;
    }

    /** The same for a build of {@code job}. */
    public Planning(FilePath workspace, EnvVars env, PrintStream log, JobProgram job) {
        this.workspace = workspace;
        this.env = env;
        this.log = log;
        this.variables = new ProgramVariables(job.variables());
        this.job = job;
    }

    /**
     * Gives {@code deployment} its plan.
     *
     * @param first the phase that it begins with; null: not known
     * @throws AbortException with every problem of the definition
     * @throws IOException if the agent cannot be asked
     */
    public void plan(LiveDeployment deployment, Site site, @CheckForNull Phase first)
            throws IOException, InterruptedException {
        StreamTaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);
        Trust.Place place = new Trust.Place(workspace, env.get("WORKSPACE"));
        try (Trust trust = Trust.of(deployment.run(), place, listener)) {
            plan(deployment, new Begin(site, first == Phase.RUN), trust);
            trust.notes().forEach(deployment::warn);
            Listeners.started(deployment);
        }
    }

    /** Where a deployment begins, and whether with its run phase. */
    private record Begin(Site site, boolean alone) {}

    private void plan(LiveDeployment deployment, Begin begin, Trust trust) throws IOException, InterruptedException {
        Loaded loaded = load(deployment.arguments(), trust);
        trust.notes().forEach(note -> log.println("warning: " + note));
        loaded.warnings().forEach(warning -> log.println("warning: " + warning));
        Definition definition = loaded.definition();
        if (definition == null) {
            throw new AbortException(problems(loaded.errors()));
        }
        Facts.Source source = new Facts.Source(branch(), env.get("GIT_COMMIT"), null);
        Facts facts = new Facts(
                source,
                env,
                Facts.NONE.archive(),
                new Facts.Bounds(DeployHooksConfiguration.get().maximum()));
        Memories memories = Memories.of(deployment.run(), definition.target());
        DeploymentMemory before = memories.before(deployment.id());
        DeployedChanges changes = changes(deployment.id(), deployment.event() != null, definition, before);
        facts = changes.in(facts);
        if (deployment.event() != null) {
            Plan whole = Planner.plan(definition, loaded.profile(), facts.apart());
            Plan plan = only(whole, deployment.event(), loaded.profile());
            tell(plan, definition);
            check(plan, trust);
            Kept kept = Kept.of(before.previousResult(), memories.project(), null);
            deployment.planned(definition, new ArchiveChoice.Planned(plan, null, source), kept, begin.site());
            return;
        }
        BuildParts parts = BuildParts.of(deployment, job)
                .with(
                        variables.deciding(workspace.getRemote()),
                        definition.phase(Phase.BUILD).env().keySet());
        CacheSubject.Wish wish = new CacheSubject.Wish(
                definition, loaded.profile(), job == null ? facts.apart() : facts.withRest(), parts.all());
        Target target = definition.target();
        ArchiveChoice.Built built = AppBuilds.of(deployment.run(), target, begin.site(), begin.alone());
        ArchiveChoice.Planned planned = new ArchiveChoice(
                        JobArchives.of(deployment.run(), deployment.id()),
                        deployment.arguments().cache(),
                        warning -> log.println("warning: " + warning),
                        job == null ? BuildParts.obstacle(parts.all()) : job.obstacle())
                .of(built)
                .plan(wish, workspace, before.last());
        if (begin.alone() && target.instance() != null) {
            planned = AppBuilds.bringing(planned, target, built);
        }
        tell(planned.plan(), definition);
        check(planned.plan(), trust);
        Kept kept = Kept.of(before.previousResult(), memories.project(), planned.decision());
        deployment.planned(definition, planned, kept, begin.site());
        memories.begun(before, changes.now(), planned.plan());
    }

    /** What is changed of what is deployed. Git is asked where a hook depends on it alone. */
    private DeployedChanges changes(String id, boolean event, Definition definition, DeploymentMemory memory)
            throws IOException, InterruptedException {
        if (!definition.asksWhatChanged()) {
            return DeployedChanges.nobodyAsks(id);
        }
        if (event) {
            // It may wait long for whole deployments, and nothing of it is decided anew behind them.
            return DeployedChanges.unknown(id, "the hooks of one event by itself run whatever has changed");
        }
        Revisions before = memory.revisions();
        return DeployedChanges.of(
                id, definition.target(), before, LookAtChanges.in(workspace, DeployedChanges.commits(before)));
    }

    /** The branch, as the repository calls it; null: the job does not tell. */
    @CheckForNull
    private String branch() {
        String ofRemote = env.get("GIT_BRANCH");
        if (ofRemote != null && ofRemote.startsWith(REMOTE)) {
            ofRemote = ofRemote.substring(REMOTE.length());
        }
        return env.get("BRANCH_NAME", ofRemote);
    }

    /** A hook whose script is not trusted is told before anything runs. */
    private static void check(Plan plan, Trust trust) throws IOException, InterruptedException {
        List<String> objections = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            if (step.hook() != null && step.choice().decision().run()) {
                Hook hook = step.hook().hook();
                String objection = trust.objection(
                        CalledFile.of(hook.script(), hook.surroundings().dir()));
                if (objection != null) {
                    objections.add(step.id() + ": " + objection);
                }
            }
        }
        if (!objections.isEmpty()) {
            throw new AbortException(
                    "scripts of hooks are not trusted, so nothing was run:\n  " + String.join("\n  ", objections));
        }
    }

    private Loaded load(DeploymentArguments arguments, Trust trust) throws IOException, InterruptedException {
        try (WorkspaceCopy copy = trust.copy(arguments.file())) {
            Request request = Request.of(copy.root(), env)
                    .with(arguments.tree())
                    .with(arguments.file())
                    .with(DeployHooksConfiguration.get().administration());
            Loaded loaded = DefinitionLoader.load(request);
            // Only now is known which scripts there have to be, and which files are included, perhaps by each other.
            for (int looks = 1;
                    looks < MOST_LOOKS
                            && copy.add(loaded.asked().texts(), loaded.asked().paths());
                    looks++) {
                loaded = DefinitionLoader.load(request);
            }
            return loaded;
        } catch (InvalidPathException e) {
            throw new AbortException("step argument file: it is no path: " + e.getMessage());
        }
    }

    private static String problems(List<Problem> errors) {
        return errors.stream()
                .map(Problem::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        errors.size() == 1
                                ? "the definition of the deployment hooks has a problem, so nothing was run:\n  "
                                : "the definition of the deployment hooks has " + errors.size()
                                        + " problems, so nothing was run:\n  ",
                        ""));
    }

    private static Plan only(Plan plan, String event, Profile profile) throws AbortException {
        if (!profile.eventNames().contains(event)) {
            throw new AbortException("the profile " + profile.name() + " has no event " + event + ", its events are "
                    + String.join(", ", profile.eventNames()));
        }
        return plan.only(event);
    }

    private void tell(Plan plan, Definition definition) {
        log.println("Deployment hooks by the profile " + plan.profile() + ":");
        log.println("  " + plan.kind().id() + ", " + plan.archive().reason());
        for (PlannedStep step : plan.steps()) {
            if (step.hook() != null) {
                log.println("  " + step.id() + " (" + step.hook().origins().get("hook") + ")"
                        + (step.choice().decision().run()
                                ? ""
                                : ", skipped: " + step.choice().decision().reason()));
            }
        }
        Readiness readiness = definition.rules().readiness();
        if (readiness != null && plan.steps().stream().anyMatch(step -> step.kind() == PlannedStep.Kind.READINESS)) {
            log.println("  readiness of " + String.join(", ", readiness.shown()) + " within "
                    + DurationText.format(readiness.within()));
        }
        plan.warnings().forEach(warning -> log.println("warning: " + warning));
        if (plan.steps().stream().anyMatch(step -> step.choice().decision().equals(Decision.BRANCH_UNKNOWN))) {
            log.println("warning: BRANCH_NAME and GIT_BRANCH are not set, so hooks with a condition on the branch are"
                    + " skipped. After checkout in a Pipeline that is neither multibranch nor Declarative, put"
                    + " withEnv([\"GIT_BRANCH=${checkout(scm).GIT_BRANCH}\"]) around the deployment");
        }
    }
}
