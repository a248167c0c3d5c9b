package io.jenkins.plugins.deployhooks.engine.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** What will happen. Immutable; every question is answered in a time that does not depend on the number of steps. */
public final class Plan {
    private static final Set<PlannedStep.Kind> DIRECTORIES =
            EnumSet.of(PlannedStep.Kind.PREPARE, PlannedStep.Kind.UNMOUNT, PlannedStep.Kind.MOUNT);

    private final String profile;
    private final Basis basis;
    private final List<PlannedStep> steps;
    private final List<String> warnings;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<Section, Integer> ends = new EnumMap<>(Section.class);

    /**
     * What a plan is based on.
     *
     * @param archive what is made of earlier builds, after the definition has had its say
     * @param fresh whether nothing of earlier builds may be used, and what this one makes replaces it: a rebuild (D6)
     * @param saveUnstable whether a build that is unstable is archived, too; a later deployment would not notice it
     * @param refusal why nothing may be deployed (D7), for people; null: it may
     */
    public record Basis(
            Facts.Archive archive,
            boolean fresh,
            boolean saveUnstable,
            @CheckForNull String refusal) {}

    /**
     * A plan.
     *
     * @param profile the name of the profile whose rules hold
     * @param basis what was decided before
     * @param steps every step, also those that do not run, in their order; the sections follow each other
     * @param warnings things people should know although the deployment runs
     * @throws IllegalArgumentException if two steps have the same id, or if the sections are out of order
     */
    public Plan(String profile, Basis basis, List<PlannedStep> steps, List<String> warnings) {
        this.profile = profile;
        this.basis = basis;
        this.steps = List.copyOf(steps);
        this.warnings = List.copyOf(warnings);
        Section last = Section.BUILD;
        for (PlannedStep step : this.steps) {
            if (step.section().compareTo(last) < 0) {
                throw new IllegalArgumentException("step " + step.id() + " is out of order");
            }
            if (positions.put(step.id(), positions.size()) != null) {
                throw new IllegalArgumentException("two steps are called " + step.id());
            }
            last = step.section();
            ends.put(last, positions.size());
        }
    }

    /** The name of the profile whose rules hold. */
    public String profile() {
        return profile;
    }

    /** What was decided before. */
    public Basis basis() {
        return basis;
    }

    /** How much an earlier deployment has done. */
    public DeploymentKind kind() {
        return DeploymentKind.of(basis.archive().state());
    }

    /** The same by what was learned since: whether the archive could not be used, and whether another deployment came between. */
    public DeploymentKind kind(boolean restoreFailed, boolean overtaken) {
        if (restoreFailed) {
            return DeploymentKind.DEPLOY;
        }
        return overtaken && kind() == DeploymentKind.REDEPLOY ? DeploymentKind.FROM_CACHE : kind();
    }

    /** What is made of earlier builds, and why. */
    public Facts.Archive archive() {
        return basis.archive();
    }

    /** Whether nothing of earlier builds may be used, and what this one makes replaces it (D6). */
    public boolean fresh() {
        return basis.fresh();
    }

    /** Whether no step runs at all: what is to be deployed is deployed already (D7). */
    public boolean isHalted() {
        return steps.stream().noneMatch(step -> step.choice().decision().run());
    }

    /** Why nothing may be deployed (D7), for people; null: it may. */
    @CheckForNull
    public String refusal() {
        return basis.refusal();
    }

    /** Whether another deployment has built what this one runs, which has no build phase (S40). */
    public boolean isBuiltElsewhere() {
        return basis.archive().keys().built() != null;
    }

    /**
     * The same plan for a deployment without a build phase, whose app another one has built (S40): its run phase begins with
     * the archive of {@code key}.
     */
    public Plan bringing(String key) {
        Facts.Archive found = basis.archive();
        Facts.Archive.Keys keys =
                new Facts.Archive.Keys(found.keys().own(), found.keys().nearest(), key);
        Facts.Archive archive = new Facts.Archive(found.state(), found.reason(), found.reused(), keys);
        return new Plan(
                profile, new Basis(archive, basis.fresh(), basis.saveUnstable(), basis.refusal()), steps, warnings);
    }

    /** The same plan with {@code more} warnings in front of its own. */
    public Plan with(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(warnings);
        return new Plan(profile, basis, steps, all);
    }

    /** Every step, also those that do not run, in their order. */
    public List<PlannedStep> steps() {
        return steps;
    }

    /** Things people should know although the deployment runs. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The step called {@code id}.
     *
     * @throws NoSuchElementException if there is none
     */
    public PlannedStep step(String id) {
        return steps.get(position(id));
    }

    /**
     * The place of the step called {@code id}, counted from 0.
     *
     * @throws NoSuchElementException if there is none
     */
    public int position(String id) {
        Integer position = positions.get(id);
        if (position == null) {
            throw new NoSuchElementException("the plan has no step " + id);
        }
        return position;
    }

    /** The position after the last step of {@code section}, where the next section begins. */
    public int end(Section section) {
        for (int i = section.ordinal(); i >= 0; i--) {
            Integer end = ends.get(Section.values()[i]);
            if (end != null) {
                return end;
            }
        }
        return 0;
    }

    /** The position of the first step of {@code section}; its end, where it has none. */
    public int start(Section section) {
        return section == Section.BUILD ? 0 : end(Section.values()[section.ordinal() - 1]);
    }

    /**
     * A plan of nothing but the hooks of {@code event} and the directories that they find in their phase, in place of the
     * build phase: for whoever runs an event by itself, when and wherever that is.
     */
    public Plan only(String event) {
        List<PlannedStep> hooks = steps.stream()
                .filter(step -> step.hook() != null && step.hook().event().equals(event))
                .toList();
        List<PlannedStep> all = new ArrayList<>();
        if (!hooks.isEmpty()) {
            Section phase = hooks.get(0).section() == Section.BUILD ? Section.BUILD : Section.RUN;
            steps.stream()
                    .filter(step -> step.section() == phase && DIRECTORIES.contains(step.kind()))
                    .forEach(all::add);
            all.addAll(hooks);
        }
        List<PlannedStep> instead = all.stream()
                .map(step -> new PlannedStep(step.id(), step.kind(), Section.BUILD, step.choice(), step.hook()))
                .toList();
        // What is said of one hook begins with its id.
        List<String> told = warnings.stream()
                .filter(warning -> steps.stream()
                        .filter(step ->
                                step.hook() != null && !step.hook().event().equals(event))
                        .noneMatch(step -> warning.startsWith(step.id() + ": ")))
                .toList();
        return new Plan(profile, new Basis(basis.archive(), basis.fresh(), basis.saveUnstable(), null), instead, told);
    }

    /** The steps, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind().id()).append(" by ").append(profile);
        for (PlannedStep step : steps) {
            text.append("\n  ")
                    .append(step.id())
                    .append(step.choice().decision().run() ? "" : " (skipped)");
        }
        return text.toString();
    }
}
