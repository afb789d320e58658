package tocsin.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A mail server that says what it is told to say, and yes to everything else. */
public record SmtpScript(Map<String, String> answers) implements TcpServer.Treating {

    @Override
    public void treat(Socket caller, int count) throws IOException {
        var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        say(caller, answers.getOrDefault("greeting", "220 tower.example"));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var word = line.split("[ :]", 2)[0];
            say(caller, answers.getOrDefault(word, word.equals("DATA") ? "354 go on" : "250 ok"));
            if (word.equals("DATA") && !answers.containsKey("DATA")) {
                for (var text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {}
                say(caller, answers.getOrDefault("mail", "250 taken"));
            }
        }
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
