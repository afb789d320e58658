package tocsin.account;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import tocsin.tenant.TenantScoped;

/** People who look after projects together. */
@Entity
public class Team extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String slug;
    public String name;
    public Instant createdAt = Instant.now();

    public static Team get(String slug) {
        return Team.<Team>find("slug", slug)
                .firstResultOptional()
                .orElseThrow(() -> new NotFoundException("There is no team " + slug));
    }

    public static List<Team> everyOne() {
        return list("order by slug");
    }

    List<Long> members() {
        return TeamMember.<TeamMember>list("teamId", id).stream()
                .map(member -> member.userId)
                .toList();
    }
}
