package tocsin.grouping;

/** An algorithm that keys were made with. A change that moves a key is a new constant, never an edit of an old one. */
enum GroupingVersion {
    V1(1);

    private final int number;

    GroupingVersion(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
