package tocsin.event;

import java.util.List;

/** Frames that stand together: each one for itself, or folded to one line, {@code 14 frames of express}. */
public record FrameRun(boolean folded, String label, List<FrameView> frames) {}
