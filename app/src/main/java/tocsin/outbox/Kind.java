package tocsin.outbox;

/** What is told. */
public enum Kind {
    OPENED("issue.opened", "New issue"),
    REGRESSED("issue.regressed", "Issue came back"),
    STORED("events.stored", "Events"),
    SPIKE("spike.began", "Spike"),
    SPIKE_ENDED("spike.ended", "Spike over"),
    DIGEST("digest", "Mail"),
    INVITATION("invitation", "Invitation");

    private final String word;
    private final String label;

    Kind(String word, String label) {
        this.word = word;
        this.label = label;
    }

    /** Its name in what we send and in the API. */
    public String word() {
        return word;
    }

    /** Its name on pages. */
    public String label() {
        return label;
    }
}
