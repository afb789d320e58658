package tocsin.installer.settings;

/** The file of what an operator decides about backups, as it is shipped. */
public final class ShippedBackupSettings {

    private ShippedBackupSettings() {}

    public static String text() {
        return """
                # Backups of Tocsin, NAME=value. `tocsinctl backup schedule` puts a change of BACKUP_TIME, BACKUP_DESTINATION and
                # BACKUP_POINT_IN_TIME into force; everything else counts from the next backup on.

                # A directory, or s3://bucket/prefix. A directory on the disk of the data does not outlive that disk.
                BACKUP_DESTINATION=/var/lib/tocsin/backup

                # How many backups are kept, and for how many days more than that; 0 days: no more than that.
                BACKUP_KEEP=7
                BACKUP_KEEP_DAYS=0

                # When the nightly backup begins, by this host's clock; half an hour is spread at random.
                BACKUP_TIME=02:30

                # Whether the bundled database's log is kept, so that `tocsinctl restore --to-time` reaches every second since the oldest
                # backup: yes or no. It takes about as much again as all that was written in that time.
                BACKUP_POINT_IN_TIME=no

                # Whoever may read backups: an age recipient, age1..., as `tocsinctl backup key FILE` or age-keygen makes it. Empty:
                # backups are not encrypted. The key belongs somewhere else than on this host; without it nothing can be restored.
                BACKUP_RECIPIENT=

                # Of the S3-compatible store, such as https://s3.example.org; the bucket is a part of the path. ACCESS-KEY:SECRET stands
                # in credentials/backup-s3.
                BACKUP_S3_ENDPOINT=
                BACKUP_S3_REGION=us-east-1
                """;
    }
}
