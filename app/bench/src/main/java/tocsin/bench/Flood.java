package tocsin.bench;

import java.util.List;

/**
 * One of a thousand projects sends as much as it can, while the others send what they always send. Those of its own
 * organization share the fate of a tenant; the others must not notice.
 */
final class Flood implements Fault {

    private static final int ORGANIZATIONS = 100;
    private static final int FLOODING_CLIENTS = 64;

    private final Options options;

    Flood(Options options) {
        this.options = options;
    }

    private record Bystanders(Served neighbours, Served others) {}

    @Override
    public void happen(Report report) throws Exception {
        try (var scene = new Scene(options)) {
            var projects = TenantsSql.fill(scene.server(), ORGANIZATIONS);
            var flooding = projects.getFirst();
            var neighbours = projects.subList(1, TenantsSql.PROJECTS_EACH);
            var others = projects.subList(TenantsSql.PROJECTS_EACH, projects.size());
            // Each project has been here before, and has its issues.
            paced("warming up", scene, neighbours, others);

            var calm = paced("no flood", scene, neighbours, others);
            var flood = Senders.unpaced(scene.ledger(), bodies(scene), List.of(flooding), FLOODING_CLIENTS);
            var flooded = paced("a flood", scene, neighbours, others);
            var flooders = flood.end();
            report.put("floodAnswers", flooders.answers());
            report.put("perSecond", options.rate());
            Served.compare("others", calm.others(), flooded.others(), report);
            Served.put("neighbours", calm.neighbours(), flooded.neighbours(), report);
            report.promise(
                    "the flood is more than all the others send",
                    flooders.sent() > flooded.others().sent());
            scene.goesOn(report);
            scene.closeBooks(report);
        }
    }

    /** Few: with all of them each event would be the first of its issue. */
    private static List<Body> bodies(Scene scene) {
        return scene.bodies().subList(0, 3);
    }

    private Bystanders paced(String what, Scene scene, List<Target> neighbours, List<Target> others)
            throws InterruptedException {
        var near = Senders.paced(scene.ledger(), bodies(scene), neighbours, 4, options.rate() / 10.0);
        var far = Senders.paced(scene.ledger(), bodies(scene), others, options.connections(), options.rate());
        scene.lastFor(what);
        return new Bystanders(near.end(), far.end());
    }
}
