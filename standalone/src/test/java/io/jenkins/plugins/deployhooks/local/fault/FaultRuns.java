package io.jenkins.plugins.deployhooks.local.fault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Many deployments in which anything may go wrong, and what came of them. */
final class FaultRuns {
    private static final int IN_A_TOWN = 6;
    private static final int MOST_TOLD = 20;
    private static final int WARM = 20;

    /** One town in so many runs programs; the others play them. */
    private static final int REAL = 20;

    private final Path directory;
    private final long seed;
    private final Map<Fault, Integer> caused = new EnumMap<>(Fault.class);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, List<String>> broken = new TreeMap<>();
    private final long start = System.nanoTime();
    private int runs;
    private int real;

    /** Null: what is opened once need not be open yet. */
    @CheckForNull
    private Leaks leaks;

    /** Runs below {@code directory}; what happens depends on {@code seed} alone, but for the programs' speed. */
    FaultRuns(Path directory, long seed) throws IOException {
        this.directory = directory;
        this.seed = seed;
    }

    /** {@code count} deployments more. */
    void run(int count) throws IOException, InterruptedException {
        int end = runs + count;
        for (int town = runs / IN_A_TOWN; runs < end; town++) {
            if (town == WARM) {
                // Whatever is opened once, such as libraries, is open by now.
                leaks = new Leaks(directory);
            }
            town(seed + town, Math.min(IN_A_TOWN, end - runs), town % REAL == 0);
        }
        if (leaks != null) {
            leaks.found().forEach(leak -> broken("leaves nothing behind: " + leak, "all"));
        }
    }

    private void town(long townSeed, int count, boolean programs) throws IOException, InterruptedException {
        Path place = Files.createDirectories(directory.resolve("town-" + townSeed));
        Dice dice = new Dice(townSeed, caused);
        Town town = new Town(place, dice, programs);
        for (int i = 0; i < count; i++) {
            String id = "d" + i;
            town.shop.change();
            town.disturb();
            String where = "seed " + townSeed + ", deployment " + i;
            try {
                FaultyDeployment.Ended ended = new FaultyDeployment(town, dice, programs).run(id);
                new OnDisk(town, id, ended).broken().forEach(promise -> broken(promise, where));
                count(town, id, ended);
            } catch (IOException | RuntimeException e) {
                broken("no fault of a port is one of the deployment: " + e, where);
            }
            if (Thread.interrupted()) {
                broken("the thread is not left interrupted", where);
            }
            runs++;
            real += programs ? 1 : 0;
        }
        afterwards(town, "seed " + townSeed);
        Trees.delete(place);
    }

    /** The store is as it should be once somebody has looked after it. */
    private void afterwards(Town town, String where) throws IOException, InterruptedException {
        town.store().verify();
        if (!town.store().verify().isEmpty()) {
            broken("what is damaged is removed", where);
        }
        if (!Trees.children(town.cache().resolve("archives/staging")).isEmpty()) {
            broken("no half archive stays", where);
        }
    }

    private void count(Town town, String id, FaultyDeployment.Ended ended) throws IOException {
        String outcome = ended.died() ? "(died)" : "(no report)";
        if (ended.reported()) {
            String json = Files.readString(town.logs(id).resolve("deploy-hooks.json"));
            outcome = ReportJson.read(json).result().outcome();
        }
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private void broken(String promise, String where) {
        broken.computeIfAbsent(promise, each -> new ArrayList<>()).add(where);
    }

    /** The promises that were broken, with the seeds. */
    Map<String, List<String>> broken() {
        return broken;
    }

    /** How many faults there were of each kind. */
    Map<Fault, Integer> caused() {
        return caused;
    }

    /** The table. */
    String summary() {
        StringBuilder text = new StringBuilder();
        text.append("%d deployments, %d of them with programs, in %d s; seeds from %d%n"
                .formatted(runs, real, (System.nanoTime() - start) / 1_000_000_000, seed));
        text.append("| how it ended | deployments |%n|---|---|%n".formatted());
        outcomes.forEach((outcome, count) -> text.append("| %s | %d |%n".formatted(outcome, count)));
        text.append("%n| port | fault | times |%n|---|---|---|%n".formatted());
        for (Fault fault : Fault.values()) {
            text.append("| %s | %s | %d |%n"
                    .formatted(
                            fault.port,
                            fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            caused.getOrDefault(fault, 0)));
        }
        text.append("%npromises broken: %d%n".formatted(broken.size()));
        broken.forEach((promise, where) -> text.append("  %s: %d times, %s%n"
                .formatted(
                        promise, where.size(), where.stream().limit(MOST_TOLD).collect(Collectors.joining("; ")))));
        text.append("left: ")
                .append(leaks == null ? "not looked at in so few deployments" : leaks.now())
                .append('\n');
        return text.toString();
    }
}
