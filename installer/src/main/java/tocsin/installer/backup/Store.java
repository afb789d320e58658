package tocsin.installer.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Where backups are kept: files under names with slashes. */
interface Store {

    /** For messages. */
    String name();

    /** The names under a prefix that ends with a slash, without it and with what is below. */
    List<String> names(String prefix) throws IOException;

    boolean has(String name) throws IOException;

    InputStream open(String name) throws IOException;

    /** When this returns it is there, whole and durable. */
    void put(String name, Path file) throws IOException;

    /** Nothing happens where there is none. */
    void delete(String name) throws IOException;

    /** Where backups are put together before they are in the store. */
    Path workshop();

    /** Whether what is finished in the workshop is in the store by being renamed. */
    boolean isFolder();
}
