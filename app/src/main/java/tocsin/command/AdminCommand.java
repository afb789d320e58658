package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.setup.SetupLinks.State;

@Command(name = "admin", description = "Lets the first person in, who administers the instance.")
class AdminCommand {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx").withZone(ZoneId.systemDefault());

    @Command(
            description = {
                "Makes a link that is good once and for a day: whoever opens it becomes administrator, with an account, an"
                        + " organization and a project of their own. An earlier link works no more."
            })
    int link(
            @Mixin Administration administration,
            @Option(names = "--again", description = "Also where there is an administrator already.") boolean again,
            @Option(
                            names = "--if-wanted",
                            description = "Only where there is neither an administrator nor a link that waits; else it"
                                    + " says which, and that is no failure.")
                    boolean ifWanted) {
        return administration.answer(operations -> {
            var state = ifWanted ? operations.setupLinks.issueIfWanted() : operations.setupLinks.issue(again);
            return new Administration.Answer(sentence(state), json(state));
        });
    }

    private static String sentence(State state) {
        return switch (state) {
            case State.Issued(var link, var expires) ->
                "Open this link to become the administrator of this instance. It is good once, until " + time(expires)
                        + ":\n" + link;
            case State.Waiting(var expires) ->
                "A link was issued before and is good until " + time(expires)
                        + ". `tocsin admin link` issues another in its place.";
            case State.Done() -> "This instance has an administrator, who lets others in.";
        };
    }

    private static ObjectNode json(State state) {
        var answer = JsonNodeFactory.instance.objectNode();
        return switch (state) {
            case State.Issued(var link, var expires) ->
                answer.put("state", "issued").put("link", link.toString()).put("expires", expires.toString());
            case State.Waiting(var expires) -> answer.put("state", "waiting").put("expires", expires.toString());
            case State.Done() -> answer.put("state", "done");
        };
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
