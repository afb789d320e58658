package tocsin.installer.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tocsin.installer.host.Processes;

/** A directory. */
record FolderStore(Path directory, String name) implements Store {

    @Override
    public List<String> names(String prefix) throws IOException {
        var folder = directory.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> !file.startsWith("."))
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean has(String name) {
        return Files.exists(directory.resolve(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name));
    }

    @Override
    public void put(String name, Path file) throws IOException {
        var target = directory.resolve(name);
        var beside = target.resolveSibling("." + target.getFileName() + ".new");
        Files.createDirectories(target.getParent());
        Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
        Processes.demand("sync", beside.toString());
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        var file = directory.resolve(name);
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            return;
        }
        // The directory goes with its last file.
        try (var files = Files.list(file.getParent())) {
            if (files.findAny().isPresent() || file.getParent().equals(directory)) {
                return;
            }
        }
        Files.delete(file.getParent());
    }

    @Override
    public Path workshop() {
        return directory;
    }

    @Override
    public boolean isFolder() {
        return true;
    }
}
