package tocsin.command;

import picocli.CommandLine.IVersionProvider;
import tocsin.config.Build;

/** The answer to {@code --version}. */
class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var build = Build.current();
        return new String[] {
            "tocsin " + build.version(), "commit " + build.commit(), "built " + build.time(), "train " + build.train()
        };
    }
}
