package tocsin.issue;

import java.util.List;
import java.util.Optional;

/** A stretch of the list and the cursors to what stands before and after it. */
record IssueSlice(List<ListedIssue> rows, Optional<Cursor> previous, Optional<Cursor> next) {}
