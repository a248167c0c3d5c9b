package io.jenkins.plugins.deployhooks.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments.End;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions.Revision;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What may be deployed, by deployments that begin and end as they like: none of it is forgotten. */
@Requirement("J")
class RevisionsPropertyTest {
    private static final Target SHOP = new Target("native", "shop", "production", null, null);

    /**
     * Each number is a move: 0 to 3 a deployment of that commit begins; 4 the first that runs succeeds; 5 it fails; 6 the last
     * that runs succeeds; 7 the last that has begun is killed; 8 hooks of a single event run.
     */
    @Property(tries = 300)
    void whateverMayBeThereIsKnownOrNothingIs(@ForAll @Size(max = 40) List<@IntRange(max = 8) Integer> moves)
            throws IOException {
        Path directory = Files.createTempDirectory("revisions");
        try {
            LastDeployments last = new LastDeployments(directory, "project");
            Map<String, String> running = new LinkedHashMap<>();
            // By a model that knows everything: what has begun since the last deployment that was alone and succeeded.
            Set<String> there = new HashSet<>(List.of("what nobody knows"));
            Set<String> disturbed = new HashSet<>();
            int count = 0;
            for (int move : moves) {
                List<String> ids = new ArrayList<>(running.keySet());
                if (move <= 3) {
                    String id = "d" + count++;
                    last.begun(
                            SHOP,
                            new Revision(id, "commit" + move, List.of(), ""),
                            last.of(SHOP).revisions());
                    if (!running.isEmpty()) {
                        disturbed.add(id);
                        disturbed.addAll(running.keySet());
                    }
                    running.put(id, "commit" + move);
                    there.add("commit" + move);
                } else if (move == 8) {
                    last.changed(SHOP);
                    there.add("what nobody knows");
                    disturbed.addAll(running.keySet());
                } else if (move == 7) {
                    // One that another one has outrun is told of when it ends, and killed it is not told of at all.
                    running.remove(last.of(SHOP).running());
                } else if (!ids.isEmpty()) {
                    String id = ids.get(move == 6 ? ids.size() - 1 : 0);
                    String commit = running.remove(id);
                    if (move == 4 || move == 6) {
                        last.ended(SHOP, id, new End("SUCCESS", null, true));
                        if (disturbed.add(id)) {
                            there.clear();
                        }
                        there.add(commit);
                    } else if (move == 5) {
                        last.ended(SHOP, id, new End("FAILED", null, false));
                    }
                    there.add(commit);
                }
                LastDeployments.Memory memory = last.of(SHOP);
                Revisions known = memory.revisions();
                boolean outrun = running.keySet().stream().anyMatch(id -> !id.equals(memory.running()));
                if (known.complete() && !outrun) {
                    assertThat(known.all().stream().map(Revision::commit).collect(Collectors.toSet()))
                            .as("after %s", moves)
                            .containsAll(there);
                }
            }
        } finally {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    @Property(tries = 20)
    void afterManyWithoutSuccessNothingIsKnownUntilTheNextOne(@ForAll @IntRange(min = 1, max = 40) int failures) {
        Revisions revisions = Revisions.NONE.begun(revision(0)).succeeded("d0");
        for (int i = 1; i <= failures; i++) {
            revisions = revisions.begun(revision(i)).ended("d" + i);
        }
        assertThat(revisions.complete()).isEqualTo(failures < Revisions.MOST);
        assertThat(revisions.all()).hasSize(Math.min(failures + 1, Revisions.MOST));
        assertThat(revisions.begun(revision(99)).succeeded("d99"))
                .isEqualTo(new Revisions(true, List.of(revision(99))));
    }

    private static Revision revision(int number) {
        return new Revision("d" + number, "commit" + number, List.of(), "");
    }
}
