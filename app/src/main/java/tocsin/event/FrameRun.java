package tocsin.event;

import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * Frames that stand together: each one for itself, or folded to one line, {@code 14 frames of express}.
 *
 * @param of the libraries they are from, null when nobody knows
 */
@TemplateData
public record FrameRun(boolean folded, int count, String of, List<FrameView> frames) {}
