/* expand <in >out: undoes zstd, for hosts that have no zstd. Ends with 1 and a word on what was not right. */
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

/* What `zstd --long=28` needs at most: a bundle holds the executable twice, and the second time it costs nothing. */
#define WINDOW_LOG 28

static int fail(const char *what) {
    fprintf(stderr, "expand: %s\n", what);
    return 1;
}

int main(void) {
    size_t in_size = ZSTD_DStreamInSize(), out_size = ZSTD_DStreamOutSize(), length, left = 0;
    void *in = malloc(in_size), *out = malloc(out_size);
    ZSTD_DStream *stream = ZSTD_createDStream();
    if (in == NULL || out == NULL || stream == NULL) return fail("no memory");
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, WINDOW_LOG);
    while ((length = fread(in, 1, in_size, stdin)) > 0) {
        ZSTD_inBuffer input = {in, length, 0};
        while (input.pos < input.size) {
            ZSTD_outBuffer output = {out, out_size, 0};
            left = ZSTD_decompressStream(stream, &output, &input);
            if (ZSTD_isError(left)) return fail(ZSTD_getErrorName(left));
            if (fwrite(out, 1, output.pos, stdout) != output.pos) return fail("cannot write");
        }
    }
    if (left != 0) return fail("the end is missing");
    return fflush(stdout) == 0 ? 0 : fail("cannot write");
}
