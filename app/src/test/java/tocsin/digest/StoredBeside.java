package tocsin.digest;

import java.util.UUID;
import tocsin.testing.Samples;

/** What stands in the database beside an event. */
final class StoredBeside {

    private StoredBeside() {}

    static void file(Samples.Project project, UUID event) {
        Samples.execute(
                "with file as (insert into attachment (tenant_id, project_id, event_id, attachment_id, received_at, name,"
                        + " kind, size, sha256) values (?, ?, ?, gen_random_uuid(), now(), 'a', 'b', 1, sha256(''))"
                        + " returning *) insert into attachment_chunk"
                        + " select tenant_id, attachment_id, received_at, 0, 'x' from file",
                project.tenant(),
                project.id(),
                event);
    }

    static void feedback(Samples.Project project, UUID id, UUID event, String email) {
        Samples.execute(
                "insert into feedback (tenant_id, project_id, feedback_id, event_id, received_at, message, email)"
                        + " values (?, ?, ?, ?::uuid, now(), 'ouch', ?)",
                project.tenant(),
                project.id(),
                id,
                event == null ? null : event.toString(),
                email);
    }
}
