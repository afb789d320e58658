package tocsin.ingest;

import tocsin.digest.ProjectRules;

/**
 * What a DSN's public key opens.
 *
 * @param sensor whose key it is; null when a person made it
 */
record DsnKey(String tenant, long project, long id, boolean active, ProjectRules rules, Sensor sensor) {

    /** A sensor's row, and the name by which its events are told. */
    record Sensor(long id, String name) {}
}
