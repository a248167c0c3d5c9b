package io.jenkins.plugins.deployhooks.local.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The app that is deployed, with a definition by chance; what it builds tells of which sources it was built. */
final class Shop {
    private static final String TRAIL = "echo \"$DEPLOY_ID $DEPLOY_EVENT/$DEPLOY_HOOK $DEPLOY_ATTEMPT\" >> \"$TRAIL\"";
    private static final List<String> POLICIES = List.of("fail", "fail", "unstable", "warn", "ignore");

    private final Path root;
    private final Dice dice;
    private final boolean real;
    private final String profile;
    private boolean narrowed;

    /** A shop in {@code root}; its hooks are programs where it is {@code real}. */
    Shop(Path root, Dice dice, boolean real) throws IOException {
        this.root = Files.createDirectories(root);
        this.dice = dice;
        this.real = real;
        this.profile = dice.pick(List.of("native", "native", "clever-cloud", "platform-sh"));
        Files.createDirectories(root.resolve("src"));
        Files.writeString(root.resolve("deploy-hooks.yml"), definition());
    }

    String profile() {
        return profile;
    }

    /** Whether runFailed answers failures of the run phase alone. */
    boolean narrowed() {
        return narrowed;
    }

    /** Other sources, or those of before once more; sometimes what was built before lies there still. */
    void change() throws IOException {
        Files.writeString(root.resolve("src/version"), "v" + dice.below(3));
        if (dice.oneIn(2)) {
            Files.deleteIfExists(root.resolve("dist/page"));
        }
    }

    /** What the build makes of the sources as they are. */
    static String built(Path root) throws IOException {
        return "built of " + Files.readString(root.resolve("src/version"));
    }

    private List<String> events() {
        return switch (profile) {
            case "native" -> List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup");
            case "clever-cloud" -> List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed");
            default -> List.of("build", "deploy", "post_deploy");
        };
    }

    private String definition() {
        StringBuilder yaml = new StringBuilder("version: 1\nprofile: " + profile + "\napp: shop\n");
        yaml.append("build: 'mkdir -p dist && printf \"built of %s\" \"$(cat src/version)\" > dist/page'\n");
        yaml.append("run: '[ \"$(cat dist/page)\" = \"built of $(cat src/version)\" ]"
                + " || echo \"$DEPLOY_ID WRONG 1\" >> \"$TRAIL\"'\n");
        yaml.append("cache: {paths: [dist], saveWhen: ")
                .append(dice.pick(List.of("success", "always")))
                .append(", restoreKeys: ['v']")
                .append(", key: 'v{{ tree }}'}\n");
        if (dice.oneIn(2)) {
            yaml.append("readiness: {urls: ['http://127.0.0.1:1/'], within: 1s}\n");
        }
        if (dice.oneIn(8)) {
            yaml.append("sameCommitPolicy: ")
                    .append(dice.pick(List.of("error", "ignore", "rebuild")))
                    .append('\n');
        }
        if (profile.equals("native") && dice.oneIn(6)) {
            yaml.append("runFailedOn: start\n");
            narrowed = true;
        }
        if (profile.equals("platform-sh") && dice.oneIn(2)) {
            yaml.append("mounts: [var]\nfrozen: ")
                    .append(dice.pick(List.of("warn", "fail")))
                    .append('\n');
        }
        yaml.append("hooks:\n");
        for (String event : events()) {
            event(yaml, event);
        }
        return yaml.toString();
    }

    private void event(StringBuilder yaml, String event) {
        yaml.append("  ").append(event).append(":\n");
        yaml.append("    failFast: ").append(dice.oneIn(2)).append("\n    hooks:\n");
        int count = 1 + dice.below(3);
        for (int i = 0; i < count; i++) {
            yaml.append("      - {name: h").append(i);
            yaml.append(", run: '")
                    .append(TRAIL)
                    .append(real ? behaviour() : "")
                    .append("'");
            yaml.append(", onFailure: ").append(dice.pick(POLICIES));
            yaml.append(", retries: ").append(dice.oneIn(3) ? 1 + dice.below(2) : 0);
            if (real) {
                yaml.append(", timeout: 400ms, killGrace: 50ms");
            }
            yaml.append("}\n");
        }
    }

    /** What a program does. */
    private String behaviour() {
        if (dice.causes(Fault.HOOK_FAILS)) {
            return "; exit 7";
        }
        if (dice.causes(Fault.HOOK_ENDED_BY_SIGNAL)) {
            return "; kill -9 $$";
        }
        if (dice.causes(Fault.HOOK_TIMES_OUT)) {
            return dice.oneIn(2) ? "; sleep 300" : "; trap \"\" TERM; setsid sleep 300 & sleep 300";
        }
        return "";
    }
}
