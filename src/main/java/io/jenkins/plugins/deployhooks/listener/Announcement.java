package io.jenkins.plugins.deployhooks.listener;

import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells all listeners of one deployment, each one in a thread that nobody else waits for. */
public final class Announcement {
    private static final Logger LOGGER = Logger.getLogger(Announcement.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What is told still, by the id of the deployment. */
    private static final Map<String, CompletableFuture<Void>> TELLING = new ConcurrentHashMap<>();

    private final DeployEvent event;
    private final Consumer<String> warnings;

    private Announcement(DeployEvent event, Consumer<String> warnings) {
        this.event = event;
        this.warnings = warnings;
    }

    /**
     * Of the deployment of {@code report}, as it is now.
     *
     * @param warnings hears of listeners that fail while the deployment goes on
     */
    public static Announcement of(Run<?, ?> run, Report report, Consumer<String> warnings) {
        return new Announcement(new DeployEvent(run, report), warnings);
    }

    /** The deployment begins. */
    public void started() {
        tell(listener -> listener.onStarted(event));
    }

    /** The hook called {@code id} in the plan has ended; nothing is told of another step. */
    public void hookFinished(String id) {
        event.report().events().stream()
                .flatMap(each -> each.hooks().stream())
                .filter(hook -> hook.id().equals(id))
                .findFirst()
                .ifPresent(this::hookFinished);
    }

    private void hookFinished(StepReport hook) {
        tell(listener -> listener.onHookFinished(event, hook));
    }

    /** Nothing happens any more. Returns when everybody has been told, or some listener takes too long. */
    public void finished() throws InterruptedException {
        try {
            tell(listener -> listener.onFinished(event)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "a listener still does something about the deployment " + id() + ", which is not waited for");
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "listeners were not told of the end of the deployment " + id());
        }
    }

    private CompletableFuture<Void> tell(Consumer<DeployListener> what) {
        CompletableFuture<Void> telling = TELLING.compute(id(), (id, before) -> {
            CompletableFuture<Void> last = before == null ? CompletableFuture.completedFuture(null) : before;
            return last.handleAsync(
                    (nothing, fault) -> {
                        tellAll(what);
                        return null;
                    },
                    Computer.threadPoolForRemoting);
        });
        telling.whenComplete((nothing, fault) -> TELLING.remove(id(), telling));
        return telling;
    }

    private void tellAll(Consumer<DeployListener> what) {
        for (DeployListener listener : ExtensionList.lookup(DeployListener.class)) {
            try {
                what.accept(listener);
            } catch (RuntimeException | Error e) {
                // Errors, too: a listener of another plugin may have been compiled for other versions of classes.
                String name = listener.getClass().getName();
                LOGGER.log(Level.WARNING, e, () -> name + " has failed on hearing of the deployment " + id());
                warnings.accept("the listener " + name + " has failed: " + e);
            }
        }
    }

    private String id() {
        return event.report().deployment().id();
    }
}
