package tocsin.bench;

/** Something that happens to a server while events arrive. */
interface Fault {

    /** Starts what it needs, lets it happen, and puts into the report what came of it. */
    void happen(Report report) throws Exception;
}
