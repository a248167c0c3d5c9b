package io.jenkins.plugins.deployhooks.agent;

import io.jenkins.plugins.deployhooks.engine.process.stop.Family;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where there is a shell. Looks are dear here, a program each, so that nobody is remembered while the hook runs. */
final class ShellTree implements LauncherTree {
    private static final int MOST_LOOKS = 5;
    private static final int AT_ONCE = 500;

    /** The start of who has moved on before it was looked at; nobody else's. */
    private static final long NEWBORN = -1;

    private static final Pattern BORN = Pattern.compile("born \\d{1,18}");

    private final Shell shell;
    private final String cookie;
    private final Family family = new Family(this::mark, Set.of());
    private ProcessList list = new ProcessList(List.of());
    private boolean led;
    private boolean forcedBefore;

    ShellTree(Shell shell, String cookie) {
        this.shell = shell;
        this.cookie = cookie;
    }

    /** An empty answer is sure where nothing was born meanwhile; otherwise the newest processes are looked at alone, too. */
    @Override
    public Set<Member> alive() {
        Set<Member> members = look().members();
        for (int i = 1; i < MOST_LOOKS && members.isEmpty() && !list.isCalm(); i++) {
            members = look().members();
        }
        return members.isEmpty() && !list.isCalm() && list.hasMarks() ? newborn("0") : members;
    }

    /** Sends the signal {@code name} to members as they are born, and tells who they were; 0: to the first one, none. */
    private Set<Member> newborn(String name) {
        Set<Member> members = new LinkedHashSet<>();
        for (String line : shell.run(List.of("born", name, cookie))) {
            if (BORN.matcher(line).matches()) {
                members.add(new Member(Long.parseLong(line.substring(line.indexOf(' ') + 1)), NEWBORN, "just born"));
            }
        }
        return members;
    }

    @Override
    public Sight look() {
        list = new ProcessList(shell.run(List.of("look", shell.control(), cookie)));
        if (!list.isWhole()) {
            throw new UncheckedIOException(new IOException("the list of processes is not complete"));
        }
        lead();
        return new Sight(list.isSupervised() || list.isEnded(), family.membersOf(list.entries()));
    }

    /** The session of the hook's process is the hook's; after that has ended, its number may be anybody's. */
    private void lead() {
        if (led || list.hook() == 0) {
            return;
        }
        for (ProcessEntry entry : list.entries()) {
            if (entry.pid() == list.hook() && list.isSupervised()) {
                if (entry.links().session() == entry.pid()) {
                    family.lead(entry.pid());
                } else if (!list.hasMarks()) {
                    family.begin(entry.member());
                }
                led = true;
            }
        }
    }

    private Family.Mark mark(ProcessEntry entry) {
        return list.isMarked(entry) ? Family.Mark.OURS : Family.Mark.UNKNOWN;
    }

    @Override
    public void ask(Set<Member> members) {
        signal("TERM", members);
        if (members.stream().anyMatch(ShellTree::isNewborn)) {
            newborn("TERM");
        }
    }

    @Override
    public void force(Set<Member> members) {
        signal("KILL", members);
        if (forcedBefore || members.stream().anyMatch(ShellTree::isNewborn)) {
            // something is born as fast as it is killed: the kernel ends a whole group at one stroke, forks included
            List<String> groups = family.groupsOf(members, list.entries()).stream()
                    .filter(group -> group > 1)
                    .map(String::valueOf)
                    .toList();
            send("group", "KILL", groups);
            newborn("KILL");
        }
        forcedBefore = true;
    }

    private static boolean isNewborn(Member member) {
        return member.start() == NEWBORN;
    }

    private void signal(String name, Set<Member> members) {
        send(
                "signal",
                name,
                members.stream()
                        .filter(member -> !isNewborn(member))
                        .map(member -> member.pid() + ":" + member.start())
                        .collect(Collectors.toList()));
    }

    private void send(String verb, String name, Collection<String> targets) {
        List<String> left = new ArrayList<>(targets);
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(AT_ONCE, left.size()));
            List<String> arguments = new ArrayList<>(List.of(verb, name));
            arguments.addAll(some);
            shell.run(arguments);
            some.clear();
        }
    }
}
