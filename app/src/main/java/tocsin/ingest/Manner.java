package tocsin.ingest;

/** In which form an endpoint refuses. */
enum Manner {
    /** As SDKs know it. */
    SDK {
        @Override
        Answer refused(Throwable failure) {
            return SdkAnswer.refused(failure);
        }

        @Override
        Answer wrongMethod(String allowed) {
            return SdkAnswer.wrongMethod(allowed);
        }
    },
    /** The same for crash reporters and shells, which know no 429. */
    PLAIN {
        @Override
        Answer refused(Throwable failure) {
            return SdkAnswer.refused(Told.of(failure).without429());
        }

        @Override
        Answer wrongMethod(String allowed) {
            return SdkAnswer.wrongMethod(allowed);
        }
    },
    /** As our own API does. */
    PROBLEM {
        @Override
        Answer refused(Throwable failure) {
            return ProblemAnswer.refused(failure);
        }

        @Override
        Answer wrongMethod(String allowed) {
            return ProblemAnswer.wrongMethod(allowed);
        }
    };

    abstract Answer refused(Throwable failure);

    abstract Answer wrongMethod(String allowed);
}
