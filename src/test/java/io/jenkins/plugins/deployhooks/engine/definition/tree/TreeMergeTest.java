package io.jenkins.plugins.deployhooks.engine.definition.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeMergeTest {
    private static final Origin WEAK = Origin.of(Origin.Strength.FILE, "weak");
    private static final Origin STRONG = Origin.of(Origin.Strength.ARGUMENT, "strong");

    private static Node weak(String text) {
        return ScalarNode.text(WEAK, text);
    }

    private static Node strong(String text) {
        return ScalarNode.text(STRONG, text);
    }

    @Test
    void scalarsAndListsAreReplaced() {
        MapNode merged = TreeMerge.merge(List.of(
                new TreeBuilder(WEAK)
                        .put(weak("1"), "a")
                        .add(weak("x"), "list")
                        .put(weak("2"), "b")
                        .build(),
                new TreeBuilder(STRONG)
                        .put(strong("3"), "a")
                        .add(strong("y"), "list")
                        .build()));
        assertThat(merged.get("a")).isEqualTo(strong("3"));
        assertThat(merged.get("b")).isEqualTo(weak("2"));
        assertThat(merged.get("list")).isEqualTo(new ListNode(STRONG, List.of(strong("y"))));
    }

    @Test
    void mappingsAreMergedAtEveryDepth() {
        MapNode merged = TreeMerge.merge(List.of(
                new TreeBuilder(WEAK)
                        .put(weak("1"), "env", "run", "A")
                        .put(weak("2"), "env", "run", "B")
                        .build(),
                new TreeBuilder(STRONG).put(strong("3"), "env", "run", "B").build()));
        assertThat(merged.find("env", "run", "A")).isEqualTo(weak("1"));
        assertThat(merged.find("env", "run", "B")).isEqualTo(strong("3"));
    }

    @Test
    void hooksAreReplacedEventByEvent() {
        MapNode merged = TreeMerge.merge(List.of(
                new TreeBuilder(WEAK)
                        .put(weak("make"), "hooks", "preBuild", "run")
                        .put(weak("5m"), "hooks", "preBuild", "timeout")
                        .put(weak("stays"), "hooks", "preRun")
                        .build(),
                new TreeBuilder(STRONG)
                        .put(strong("other"), "hooks", "preBuild", "run")
                        .build()));
        assertThat(merged.find("hooks", "preBuild", "run")).isEqualTo(strong("other"));
        assertThat(merged.find("hooks", "preBuild", "timeout")).isNull();
        assertThat(merged.find("hooks", "preRun")).isEqualTo(weak("stays"));
    }

    @Test
    void aMappingReplacesAScalarAndTheOtherWayRound() {
        MapNode merged = TreeMerge.merge(List.of(
                new TreeBuilder(WEAK)
                        .put(weak("1"), "a")
                        .put(weak("2"), "b", "c")
                        .build(),
                new TreeBuilder(STRONG)
                        .put(strong("3"), "a", "x")
                        .put(strong("4"), "b")
                        .build()));
        assertThat(merged.find("a", "x")).isEqualTo(strong("3"));
        assertThat(merged.get("b")).isEqualTo(strong("4"));
    }

    @Test
    void aSourceThatSaysNothingChangesNothing() {
        MapNode tree = new TreeBuilder(WEAK).put(weak("1"), "a").build();
        assertThat(TreeMerge.merge(List.of(tree, MapNode.empty(STRONG)))).isEqualTo(tree);
    }
}
