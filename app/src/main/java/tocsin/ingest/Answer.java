package tocsin.ingest;

import java.util.Map;

/** What an SDK is told: a status, headers beside those that every answer has, and a JSON body. */
record Answer(int status, Map<String, String> headers, String body) {}
