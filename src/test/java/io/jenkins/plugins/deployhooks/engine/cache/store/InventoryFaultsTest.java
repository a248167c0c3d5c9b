package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What people see of archives that are damaged, and of what lies beside them. */
@Requirement("S45")
class InventoryFaultsTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path root;

    private Instant now = THEN;
    private DirectoryCacheStore store;
    private Inventory inventory;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryCacheStore(root, Quota.DEFAULT, () -> now);
        inventory = new Inventory(root);
    }

    private Item save(String key, int bytes) throws Exception {
        Entry saved = store.save(
                new Entry.Name("main", key),
                new CacheStore.Made(Map.of(), "deployment 7", true),
                file -> DirectoryCacheStoreTest.write(file, "x".repeat(bytes)));
        return inventory.find(saved.name().id());
    }

    private Path place(Item item) {
        return root.resolve("entries").resolve(item.id());
    }

    private String fault(Item item) {
        Inventory.Fault fault = inventory.find(item.id()).fault();
        assertThat(fault.damaged()).isTrue();
        return fault.reason();
    }

    @Test
    void whatIsWrongWithItsFileIsSaid() throws Exception {
        Item item = save("a", 1234);
        assertThat(item.fault()).isNull();
        Path file = place(item).resolve("archive");
        assertThat(item.file().path()).isEqualTo(file);
        Files.writeString(file, "x");
        assertThat(fault(item)).isEqualTo("it has 1 bytes, not 1,234");
        Files.delete(file);
        assertThat(fault(item)).isEqualTo("its file is missing");
        Files.createDirectory(file);
        assertThat(fault(item)).isEqualTo("its archive cannot be used: it is no file");
    }

    @Test
    void whatIsWrongWithItsDescriptionIsSaidWithoutItsPlace() throws Exception {
        Item item = save("a", 1);
        Path description = place(item).resolve("entry.json");
        Files.writeString(description, Files.readString(description).replace("\"schema\" : 1", "\"schema\" : 2"));
        assertThat(fault(item)).isEqualTo("its entry.json cannot be used: it is of another version");
        String described = Files.readString(description).replace("\"schema\" : 2", "\"schema\" : 1");
        Files.writeString(description, described.replace("\"creator\"", "\"maker\""));
        assertThat(fault(item)).isEqualTo("its entry.json cannot be used: a part of it is missing");
        Files.writeString(description, described.replace("\"key\" : \"a\"", "\"key\" : \"b\""));
        assertThat(fault(item)).isEqualTo("its entry.json cannot be used: it belongs to another key");
        Files.writeString(description, described.replace("\"digest\" : \"sha256:", "\"digest\" : \"md5:"));
        assertThat(fault(item)).isEqualTo("its entry.json cannot be used: size and digest are missing");
        Files.writeString(description, "{");
        assertThat(fault(item)).startsWith("its entry.json cannot be used: ").doesNotContain("[Source");
        Files.delete(description);
        assertThat(fault(item)).isEqualTo("what describes it is missing");
    }

    @Test
    void whatHasThePlaceOfADirectoryIsSaid() throws Exception {
        Item item = save("a", 1);
        Files.move(place(item), root.resolve("kept"));
        Files.writeString(place(item), "text");
        assertThat(fault(item)).isEqualTo("a file has its place");
        assertThat(inventory.find(item.id()).file().bytes()).isEqualTo(4);
        Files.delete(place(item));
        assertThat(inventory.find(item.id())).isNull();
    }

    @Test
    void howMuchOfTheDiskItHasAndWhenItWasUsedIsSaidOfDamagedOnesToo() throws Exception {
        Item item = save("a", 1000);
        long described = Files.size(place(item).resolve("entry.json"));
        assertThat(item.file().bytes()).isEqualTo(1000 + described);
        assertThat(item.file().lastUsed()).isEqualTo(THEN);
        Files.delete(place(item).resolve("entry.json"));
        Files.createDirectory(place(item).resolve("more"));
        Files.write(place(item).resolve("more/file"), new byte[500]);
        Instant touched = THEN.minusSeconds(7);
        Files.setLastModifiedTime(place(item), FileTime.from(touched));
        assertThat(inventory.find(item.id()).file())
                .isEqualTo(new Inventory.OnDisk(item.file().path(), 1500, touched));
    }

    @Test
    void theMostRecentlyUsedOneIsFirstAndForeignThingsHaveNames() throws Exception {
        save("a", 1);
        now = now.plusSeconds(1);
        save("b", 1);
        save("c", 1);
        // neither in the order they are made nor in the reverse
        for (String letter : List.of("f", "b", "k", "d", "h", "c", "g", "e", "j", "i")) {
            Files.writeString(root.resolve("entries").resolve(letter + ".txt"), "");
        }
        Files.createDirectory(root.resolve("entries/a.txt"));
        Inventory.Contents contents = inventory.contents();
        assertThat(contents.items())
                .hasSize(3)
                .isSortedAccordingTo(java.util.Comparator.comparing(
                                (Item item) -> item.file().lastUsed())
                        .reversed()
                        .thenComparing(Item::id));
        assertThat(contents.items().get(2).entry().name().key()).isEqualTo("a");
        assertThat(contents.foreign()).hasSize(11).isSorted();
    }

    @Test
    void aDamagedOneIsAnotherThanTheOneBefore() throws Exception {
        Item sound = save("a", 1);
        String description = Files.readString(place(sound).resolve("entry.json"));
        Files.delete(place(sound).resolve("entry.json"));
        Item damaged = inventory.find(sound.id());
        assertThat(damaged.isSameAs(sound)).isFalse();
        assertThat(sound.isSameAs(damaged)).isFalse();
        assertThat(damaged.isSameAs(inventory.find(sound.id()))).isTrue();
        assertThat(inventory.removeUnused(sound)).isEqualTo(Inventory.Removal.CHANGED);
        Files.writeString(place(sound).resolve("entry.json"), description.replace("\"bytes\" : 1", "\"bytes\" : 2"));
        assertThat(sound.isSameAs(inventory.find(sound.id())))
                .as("of another size")
                .isFalse();
        assertThat(inventory.remove(inventory.find(sound.id()), Duration.ZERO)).isEqualTo(Inventory.Removal.REMOVED);
        assertThat(inventory.removeUnused(sound)).as("it is gone").isEqualTo(Inventory.Removal.CHANGED);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoStoreIsTold() throws Exception {
        Path circle = root.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThatThrownBy(() -> new Inventory(circle).contents())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the cache cannot be read: ");
        Item item = save("a", 1);
        assertThatThrownBy(() -> new Inventory(root.resolve("missing")).remove(item, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the archive is not removed: ");
    }
}
