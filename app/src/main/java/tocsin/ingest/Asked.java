package tocsin.ingest;

import java.util.Map;

/** A request as its line and headers tell it: the named parts of its path, and who sends it. */
record Asked(Map<String, String> path, Sender sender) {

    /** The project of the address, as a DSN has it. */
    long project() {
        return Sender.project(path.get("project"));
    }
}
