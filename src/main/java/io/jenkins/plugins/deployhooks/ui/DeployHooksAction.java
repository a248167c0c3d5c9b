package io.jenkins.plugins.deployhooks.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.BuildBadgeAction;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.report.CutOff;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.listener.Announcement;
import io.jenkins.plugins.deployhooks.ui.log.HookLogs;
import io.jenkins.plugins.deployhooks.ui.place.StepPlace;
import io.jenkins.plugins.deployhooks.ui.place.StepPlaces;
import io.jenkins.plugins.deployhooks.ui.view.DeploymentView;
import io.jenkins.plugins.deployhooks.ui.view.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.RunAction2;
import jenkins.security.stapler.StaplerDispatchable;
import jenkins.util.Timer;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The deployments of a build. Saved with the build are only their names; what happened is in their reports' files. */
@ExportedBean
public final class DeployHooksAction implements RunAction2, BuildBadgeAction {
    private static final Logger LOGGER = Logger.getLogger(DeployHooksAction.class.getName());

    private final List<String> names = new CopyOnWriteArrayList<>();

    /** The numbers of steps within their blocks, and of each block how many it has; by the ids of both. */
    private Map<String, Integer> numbers = new ConcurrentHashMap<>();

    private transient Run<?, ?> run;
    private transient Map<String, Supplier<Report>> live = new ConcurrentHashMap<>();
    private transient Map<String, Boolean> due = new ConcurrentHashMap<>();
    private transient Map<String, DeploymentView> finished = new ConcurrentHashMap<>();
    private transient Map<String, StepPlaces> places = new ConcurrentHashMap<>();
    private transient Set<String> unreadable = ConcurrentHashMap.newKeySet();

    private DeployHooksAction(Run<?, ?> run) {
        this.run = run;
    }

    /** The action of {@code run}; made where there is none. */
    public static DeployHooksAction of(Run<?, ?> run) {
        synchronized (run) {
            DeployHooksAction action = run.getAction(DeployHooksAction.class);
            if (action == null) {
                action = new DeployHooksAction(run);
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * A deployment has begun, or goes on after a restart.
     *
     * @param name unique in the build, and safe as the name of a file
     * @param report what happened in it so far, from memory
     */
    public void add(String name, Supplier<Report> report) throws IOException {
        live.put(name, report);
        boolean added;
        synchronized (names) {
            added = !names.contains(name) && names.add(name);
        }
        if (added) {
            run.save();
        }
    }

    /**
     * The number of a step with deployments among those in the same block, from 1; asked again it is the same, also after a
     * restart, see {@link #saveSoon()}. On the thread of the program alone, so that it never waits for a lock.
     *
     * @param block the id of the block
     * @param step the id of the step
     */
    public int number(String block, String step) {
        Integer known = numbers.get(step);
        if (known != null) {
            return known;
        }
        int number = numbers.merge(block, 1, Integer::sum);
        numbers.put(step, number);
        return number;
    }

    /** Saves the numbers by another thread, since whoever asks for them must not wait for a disk. */
    public void saveSoon() {
        Timer.get().submit(() -> {
            try {
                run.save();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "the deployments of " + run + " cannot be saved");
            }
        });
    }

    /**
     * An attempt of a step is carried out at {@code place}. Only views ask for it, so it is written by another thread, and a
     * disk that is full stops nothing.
     *
     * @param name of the deployment
     * @param step the id of the step in it
     */
    public void placed(String name, String step, StepPlace place) {
        places(name).add(step, place);
        changed(name);
    }

    private StepPlaces places(String name) {
        return places.computeIfAbsent(name, known -> StepPlaces.in(Source.logs(run, known)));
    }

    /** Something has happened in a deployment: its file is written soon, by another thread. */
    public void changed(String name) {
        if (due.putIfAbsent(name, true) == null) {
            Timer.get().submit(() -> write(name));
        }
    }

    /** Nothing happens any more in the build. A deployment that still goes on was cut off. */
    void buildEnded() {
        for (String name : names) {
            Supplier<Report> report = live.get(name);
            boolean cutOff = report != null && report.get().result().outcome().equals("running");
            write(name);
            if (cutOff) {
                // Nobody else is left to say so.
                tell(current(report.get()));
            }
        }
    }

    private void tell(Report report) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                Announcement.of(run, report, warning -> {}).finished();
            } catch (InterruptedException e) {
                // Jenkins stops.
                Thread.currentThread().interrupt();
            }
        });
    }

    private void write(String name) {
        // What happens from now on is due again.
        due.remove(name);
        try {
            synchronized (this) {
                writePlaces(name);
                Supplier<Report> report = live.get(name);
                if (report == null) {
                    return;
                }
                Report now = current(report.get());
                ReportJson.write(now, file(name));
                unreadable.remove(name);
                if (!now.result().outcome().equals("running")) {
                    // Nothing happens any more: from now on the file is read.
                    live.remove(name);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the report of a deployment of " + run + " cannot be written");
        }
    }

    private void writePlaces(String name) {
        try {
            places(name).write();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "where steps of " + run + " ran cannot be written");
        }
    }

    /** A build that has ended carries on no deployment, whatever its report says. */
    private Report current(Report report) {
        Result result = run.getResult();
        // The answer may come as late as the listeners of an ended build.
        if (run.isLogUpdated() || result == null) {
            return report;
        }
        String reason = "the build ended with the result " + result
                + " before its deployment did: it was killed, or a fault of Jenkins ended it. Hooks that were due then"
                + " have not run.";
        Instant end = Instant.ofEpochMilli(run.getStartTimeInMillis() + run.getDuration());
        return new CutOff(result.equals(Result.ABORTED), reason, end).of(report);
    }

    /** {@code deploy-hooks.json} for the first deployment of a build, as most have just one. */
    private Path file(String name) {
        String file = names.indexOf(name) <= 0 ? "deploy-hooks.json" : "deploy-hooks-" + name + ".json";
        return run.getRootDir().toPath().resolve(file);
    }

    /** The version of the shape of what follows; a new one when a field changes its meaning or goes. */
    @Exported
    public int getSchemaVersion() {
        return Report.SCHEMA_VERSION;
    }

    /** The deployments, in the order in which they began. */
    @Exported(inline = true)
    public List<DeploymentView> getDeployments() {
        return names.stream().map(this::view).filter(Objects::nonNull).toList();
    }

    @CheckForNull
    private DeploymentView view(String name) {
        Supplier<Report> now = live.get(name);
        if (now != null) {
            return view(name, now.get());
        }
        DeploymentView known = finished.get(name);
        if (known != null) {
            return known;
        }
        DeploymentView view = read(name);
        // After a restart it may be asked for before its deployment has told that it goes on.
        if (view != null && !view.getOutcome().equals("running")) {
            finished.put(name, view);
        }
        return view;
    }

    private DeploymentView view(String name, Report report) {
        return new DeploymentView(new Source(run, name, current(report), places(name)));
    }

    /** The deployment in its file; null where there is none, or one that cannot be read, which is said once. */
    @CheckForNull
    private DeploymentView read(String name) {
        if (unreadable.contains(name)) {
            return null;
        }
        try {
            return view(name, ReportJson.read(Files.readString(file(name))));
        } catch (IOException | RuntimeException e) {
            unreadable.add(name);
            LOGGER.log(Level.WARNING, e, () -> "the report of a deployment of " + run + " cannot be read");
            return null;
        }
    }

    /** The logs of the hooks of a deployment; null: the build has no deployment called {@code name}. */
    @CheckForNull
    @StaplerDispatchable
    public HookLogs getLog(String name) {
        run.checkPermission(Item.READ);
        DeploymentView view = names.contains(name) ? view(name) : null;
        return view == null ? null : new HookLogs(run, view);
    }

    /** A few words for lists of builds; null: nothing is out of the ordinary. */
    @CheckForNull
    public String getBadgeText() {
        ResourceBundleHolder texts = ResourceBundleHolder.get(DeployHooksAction.class);
        List<DeploymentView> views = getDeployments();
        long failed = views.stream().mapToLong(DeploymentView::countFailedHooks).sum();
        if (failed > 0) {
            return failed == 1 ? texts.format("failedOne") : texts.format("failed", failed);
        }
        Set<String> kinds = views.stream().map(DeploymentView::getKind).collect(Collectors.toSet());
        if (kinds.equals(Set.of("from-cache"))) {
            return texts.format("fromCache");
        }
        return kinds.equals(Set.of("redeploy")) ? texts.format("redeploy") : null;
    }

    /** Whether something may still change: of some builds the end of a deployment is known only when all has ended. */
    public boolean isGoingOn() {
        return run.isLogUpdated();
    }

    /** The build. */
    public Run<?, ?> getRun() {
        run.checkPermission(Item.READ);
        return run;
    }

    /** The deployments as JSON, XML and Python. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
        if (numbers == null) {
            // Saved by a version that did not count.
            numbers = new ConcurrentHashMap<>();
        }
        live = new ConcurrentHashMap<>();
        due = new ConcurrentHashMap<>();
        finished = new ConcurrentHashMap<>();
        places = new ConcurrentHashMap<>();
        unreadable = ConcurrentHashMap.newKeySet();
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        // It is there before the first deployment is planned.
        return names.isEmpty() ? null : "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return new Localizable(ResourceBundleHolder.get(DeployHooksAction.class), "name").toString();
    }

    @Override
    public String getUrlName() {
        return "deployHooks";
    }
}
