package tocsin.grouping;

import java.util.List;

/**
 * What makes an event the same as another.
 *
 * @param own the parts that count when library code does not
 * @param all the parts with library code; equal to {@code own} when that makes no difference
 */
record Evidence(List<String> own, List<String> all, List<Reason> reasons) {

    static Evidence of(List<String> parts, List<Reason> reasons) {
        return new Evidence(parts, parts, reasons);
    }
}
