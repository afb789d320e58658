package tocsin.forward;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import tocsin.account.Refused;
import tocsin.outbox.Backoff;
import tocsin.outbox.Channel;
import tocsin.outbox.DeliveryFailed;
import tocsin.outbox.DeliverySql;
import tocsin.outbox.Due;
import tocsin.outbox.Facts;
import tocsin.outbox.Kind;
import tocsin.outbox.NewDelivery;
import tocsin.outbox.StoredFact;
import tocsin.outgoing.OutgoingRefused;

/** Facts to the targets of their projects. */
@ApplicationScoped
class ForwardChannel implements Channel {

    private final ForwardSql sql;
    private final DeliverySql deliveries;
    private final EventParts parts;
    private final Messages messages;
    private final List<Sender> senders;

    ForwardChannel(
            ForwardSql sql, DeliverySql deliveries, EventParts parts, Messages messages, @All List<Sender> senders) {
        this.sql = sql;
        this.deliveries = deliveries;
        this.parts = parts;
        this.messages = messages;
        this.senders = senders;
    }

    @Override
    public void queue(String tenant, Facts taken) {
        var facts = new Facts(taken.issues(), StoredFact.gathered(taken.stored()), List.of());
        for (var target : sql.active(tenant, projects(facts))) {
            var wanted = wanted(target, facts);
            if (wanted.isEmpty()) {
                continue;
            }
            var room = Math.max(0, DeliverySql.MOST_WAITING - deliveries.waiting(tenant, target.id()));
            deliveries.queue(tenant, wanted.subList(0, Math.min(room, wanted.size())));
            if (wanted.size() > room) {
                sql.overflowed(tenant, target.id(), wanted.size() - room);
            }
        }
    }

    private List<NewDelivery> wanted(Target target, Facts facts) {
        var wanted = new ArrayList<NewDelivery>();
        for (var fact : facts.issues()) {
            if (fact.project() == target.project()
                    && (fact.kind() == Kind.OPENED ? target.opened() : target.regressed())
                    && target.wants(fact.level(), fact.environments())) {
                var message = messages.of(fact);
                var subject = fact.shortId() + " " + fact.title();
                wanted.add(
                        NewDelivery.to(target.id(), target.project(), fact.kind(), cut(subject, 300), message.json()));
            }
        }
        for (var fact : facts.stored()) {
            if (fact.project() == target.project() && target.everyEvent()) {
                wanted.add(NewDelivery.events(target.id(), fact));
            }
        }
        return wanted;
    }

    private static Set<Long> projects(Facts facts) {
        var projects = new HashSet<Long>();
        facts.issues().forEach(fact -> projects.add(fact.project()));
        facts.stored().forEach(fact -> projects.add(fact.project()));
        return projects;
    }

    @Override
    public boolean carries(Due due) {
        return due.forward() != null;
    }

    @Override
    public void deliver(Due due) throws DeliveryFailed {
        var target = sql.target(due.tenant(), due.forward())
                .orElseThrow(() -> DeliveryFailed.forGood("The target was deleted"));
        if (due.kind() == Kind.STORED) {
            events(due, target);
        } else {
            sender(target.kind()).send(target, List.of(messages.read(due.body())));
        }
    }

    private void events(Due due, Target target) throws DeliveryFailed {
        var left = EventParts.ids(due.events());
        while (!left.isEmpty()) {
            var wanted = parts.next(due, target, left);
            if (!wanted.isEmpty()) {
                var sent = target.kind() == ForwardKind.WEBHOOK ? List.of(messages.together(wanted)) : wanted;
                sender(target.kind()).send(target, sent);
            }
            if (!left.isEmpty()) {
                deliveries.keep(due.tenant(), due.id());
            }
        }
    }

    /** Sends a sample at once; returns what the target said. */
    String trySample(String tenant, long id, String slug, String organization) throws DeliveryFailed {
        var target = sql.target(tenant, id).orElseThrow(() -> DeliveryFailed.forGood("The target was deleted"));
        return sender(target.kind()).send(target, List.of(messages.sample(target.project(), slug, organization)));
    }

    /** How the address of such a target is shown, when it can be one. */
    String check(NewForward forward) {
        try {
            return sender(forward.kind()).check(forward);
        } catch (OutgoingRefused e) {
            throw new Refused("address", e.getMessage());
        }
    }

    private Sender sender(ForwardKind kind) {
        return senders.stream().filter(one -> one.serves(kind)).findFirst().orElseThrow();
    }

    @Override
    public void tried(Due due, boolean taken) {
        if (taken) {
            sql.taken(due.tenant(), due.forward());
        } else {
            // By the target's failures and not by the delivery's: each time it is another that is tried.
            var failures = sql.failed(due.tenant(), due.forward());
            sql.rest(due.tenant(), due.forward(), Backoff.after(failures, RandomGenerator.getDefault()));
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
