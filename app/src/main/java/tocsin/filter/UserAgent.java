package tocsin.filter;

import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent;

/** What a browser, or a program, says of itself in its requests; in small letters. */
record UserAgent(String text) {

    static final UserAgent UNKNOWN = new UserAgent("");

    private static final List<String> CRAWLERS = List.of(
            "googlebot",
            "google-inspectiontool",
            "mediapartners-google",
            "adsbot-google",
            "feedfetcher-google",
            "apis-google",
            "storebot-google",
            "bingbot",
            "bingpreview",
            "adidxbot",
            "slurp",
            "duckduckbot",
            "baiduspider",
            "yandexbot",
            "yandeximages",
            "yeti/",
            "sogou",
            "exabot",
            "applebot",
            "facebookexternalhit",
            "facebot",
            "meta-externalagent",
            "twitterbot",
            "linkedinbot",
            "pinterestbot",
            "slackbot",
            "discordbot",
            "telegrambot",
            "whatsapp/",
            "ahrefsbot",
            "semrushbot",
            "mj12bot",
            "dotbot",
            "petalbot",
            "bytespider",
            "gptbot",
            "chatgpt-user",
            "claudebot",
            "ccbot",
            "perplexitybot",
            "amazonbot",
            "ia_archiver",
            "archive.org_bot",
            "pingdom",
            "uptimerobot",
            "statuscake",
            "gomezagent",
            "cloudflare-healthchecks",
            "googlestackdrivermonitoring",
            "seznambot",
            "appcrawler");

    static UserAgent of(SentryEvent event) {
        if (event.request() == null) {
            return UNKNOWN;
        }
        return event.request().headers().stream()
                .filter(header -> header.key().equalsIgnoreCase("user-agent"))
                .findFirst()
                .map(header -> new UserAgent(header.value().toLowerCase(Locale.ROOT)))
                .orElse(UNKNOWN);
    }

    boolean isCrawler() {
        return CRAWLERS.stream().anyMatch(text::contains);
    }

    /** Internet Explorer, Edge before it became a Chromium, Opera before 15, Safari before 6, Android before 4. */
    boolean isLegacy() {
        return text.contains("msie ")
                || text.contains("trident/")
                || text.contains("opera mini")
                || text.contains("edge/")
                || text.startsWith("opera/")
                || isBelow("opera ", 15)
                || isBelow("opr/", 15)
                || text.contains("safari/") && !text.contains("chrome/") && isBelow("version/", isAndroid() ? 4 : 6)
                || isBelow("android ", 4);
    }

    private boolean isAndroid() {
        return text.contains("android");
    }

    private boolean isBelow(String product, int version) {
        var at = text.indexOf(product);
        if (at < 0) {
            return false;
        }
        var number = 0;
        var digits = 0;
        for (var i = at + product.length(); i < text.length() && digits < 4; i++, digits++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + digit;
        }
        return digits > 0 && number < version;
    }
}
