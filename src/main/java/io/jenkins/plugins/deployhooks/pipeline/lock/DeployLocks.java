package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The locks of this Jenkins (S57). Who has one is on disk, and counts as long as his build runs; who waits is in memory, and
 * says so again after a restart. Nothing here may be called on the thread of a program.
 */
@Extension
public final class DeployLocks {
    private static final Logger LOGGER = Logger.getLogger(DeployLocks.class.getName());

    private final LockFiles files = new LockFiles();
    private final Map<LockName, List<Claim>> waiting = new HashMap<>();

    /** Those of the Jenkins that runs. */
    static DeployLocks get() {
        return ExtensionList.lookupSingleton(DeployLocks.class);
    }

    /** {@code deployment} does not need its lock any more. Returns at once. */
    public static void releaseSoon(LiveDeployment deployment) {
        new Background().run(() -> {
            try {
                get().release(LockName.of(deployment), deployment.id());
            } catch (IOException e) {
                // It is tried again at the end of the deployment, and without its build it counts for nothing.
                LOGGER.log(Level.WARNING, e, () -> "the lock of " + deployment.id() + " could not be released yet");
            }
        });
    }

    /**
     * Gives the lock to whoever has wanted it longest, if nobody has it.
     *
     * @return who has it; null: {@code claim} does
     */
    @CheckForNull
    synchronized LockOwner take(Claim claim) throws IOException {
        List<Claim> queue = waiting.computeIfAbsent(claim.lock(), lock -> new ArrayList<>());
        if (!queue.contains(claim)) {
            queue.add(claim);
            queue.sort(Comparator.comparingLong(Claim::since));
        }
        LockOwner owner = files.read(claim.lock());
        if (owner == null || !owner.isAlive()) {
            queue.removeIf(each -> each != claim && !each.build().isBuilding());
            Claim first = queue.get(0);
            owner = LockOwner.of(first);
            files.write(owner);
            if (first != claim) {
                first.wake().run();
            }
        }
        if (!owner.deployment().equals(claim.deployment().id())) {
            return owner;
        }
        forget(claim);
        return null;
    }

    /** {@code claim} does not want the lock any more; where it has it, another one gets it. */
    synchronized void leave(Claim claim) throws IOException {
        forget(claim);
        release(claim.lock(), claim.deployment().id());
    }

    /** {@code deployment} does not need the lock any more; it need not have it. */
    synchronized void release(LockName lock, String deployment) throws IOException {
        LockOwner owner = files.read(lock);
        if (owner != null && owner.deployment().equals(deployment)) {
            files.delete(lock);
            wake(lock);
        }
    }

    /** A build has ended: perhaps somebody need not wait any more. */
    synchronized void wakeAll() {
        List.copyOf(waiting.keySet()).forEach(this::wake);
    }

    /**
     * Whether {@code claim} would wait for ever; then it does not wait any more. At once: of two that wait for each other the
     * one that asks next need not be refused, too.
     */
    synchronized boolean isRefused(Claim claim) throws IOException {
        boolean refused = isDeadlock(claim);
        if (refused) {
            forget(claim);
        }
        return refused;
    }

    /**
     * Whether who has the lock waits himself, at whatever remove, for one that cannot be given back before {@code claim} is
     * settled.
     */
    private boolean isDeadlock(Claim claim) throws IOException {
        Set<LockName> seen = new HashSet<>();
        List<LockName> open = new ArrayList<>(List.of(claim.lock()));
        while (!open.isEmpty()) {
            LockName lock = open.remove(0);
            LockOwner owner = seen.add(lock) ? files.read(lock) : null;
            if (owner == null || !owner.isAlive()) {
                continue;
            }
            if (claim.deployment().isInside(owner.deployment())) {
                return true;
            }
            waiting.forEach((wanted, claims) -> claims.stream()
                    .filter(each -> each.deployment().isInside(owner.deployment()))
                    .forEach(each -> open.add(wanted)));
        }
        return false;
    }

    private void forget(Claim claim) {
        waiting.computeIfPresent(claim.lock(), (lock, claims) -> {
            claims.remove(claim);
            return claims.isEmpty() ? null : claims;
        });
    }

    private void wake(LockName lock) {
        List<Claim> queue = waiting.getOrDefault(lock, List.of());
        if (!queue.isEmpty()) {
            queue.get(0).wake().run();
        }
    }
}
