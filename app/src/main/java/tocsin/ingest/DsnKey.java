package tocsin.ingest;

import tocsin.digest.ProjectRules;

/** What a DSN's public key opens. */
record DsnKey(String tenant, long project, long id, boolean active, ProjectRules rules) {}
