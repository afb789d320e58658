package tocsin.account;

import io.smallrye.common.annotation.Blocking;

/** Every resource method may use the database, and so may the filters before it: none runs on an event loop. */
@Blocking
public class BlockingApplication extends jakarta.ws.rs.core.Application {}
