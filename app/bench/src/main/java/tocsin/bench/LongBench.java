package tocsin.bench;

import java.io.IOException;
import java.time.Duration;

/** One that takes so long that people want to know beforehand; zero when nothing of it is wanted. */
interface LongBench {

    Duration expected();

    Results run() throws IOException, InterruptedException;
}
