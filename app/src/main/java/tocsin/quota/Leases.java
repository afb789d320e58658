package tocsin.quota;

/** Where all processes count together. Asked for a share now and then, never for an item. */
public interface Leases {

    /**
     * A share of what is left.
     *
     * @param needed at least so much, if there is that much left
     * @param wanted so much if the rest is plenty
     * @return how much may be spent; 0 when the limit is reached
     */
    long take(Limit limit, long windowStart, long needed, long wanted) throws Exception;

    /** What was not spent of a share. */
    void giveBack(Limit limit, long windowStart, long units) throws Exception;
}
