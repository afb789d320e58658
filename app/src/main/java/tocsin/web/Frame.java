package tocsin.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands around a page. Features say who looks and where they are; {@code layout.html} reads it as
 * {@code inject:frame}, and a page itself passes nothing of it.
 */
@Named
@RequestScoped
public class Frame {

    private String person = "";
    private String csrf = "";
    private Place organization;
    private Place project;
    private List<Place> organizations = List.of();
    private List<Place> projects = List.of();
    private int unlisted;
    private final List<Place> crumbs = new ArrayList<>();
    private Nav nav = Nav.NOWHERE;
    private String query = "";
    private final List<Pair> kept = new ArrayList<>();

    private final Preferences preferences;
    private final Flash flash;

    Frame(Preferences preferences, Flash flash) {
        this.preferences = preferences;
        this.flash = flash;
    }

    /** The signed-in person, by name or address, and the token that their forms must carry. */
    public Frame reader(String name, String token) {
        person = name;
        csrf = token;
        return this;
    }

    /** The organization that everything on the page belongs to. */
    public Frame within(String slug, String name) {
        organization = Place.of(name, "/" + slug);
        return this;
    }

    /** The project that the page is about; leave it out on pages about all of them. */
    public Frame about(String slug, String name) {
        project = Place.of(name, organization.href() + "/" + slug);
        return this;
    }

    /** Where else the person may go: their organizations, as {@code /{org}/issues}. */
    public Frame offer(List<Place> others) {
        organizations = List.copyOf(others);
        return this;
    }

    /**
     * The visible projects of the organization, as {@code /{org}/{project}/issues}.
     *
     * @param all how many there are, of which these may be the first
     */
    public Frame list(List<Place> visible, int all) {
        projects = List.copyOf(visible);
        unlisted = all - projects.size();
        return this;
    }

    /** The place in the rail that the page belongs to. */
    public Frame at(Nav place) {
        nav = place;
        return this;
    }

    /** One more step of the breadcrumb, after organization and project. */
    public Frame crumb(String label, String href) {
        crumbs.add(Place.of(label, href));
        return this;
    }

    /** A page on which the organization is set up. */
    public Frame settings() {
        return at(Nav.SETTINGS).crumb("Settings", organization.href() + "/settings");
    }

    /** A page on which this project is set up. */
    public Frame settings(String slug, String name) {
        return about(slug, name).at(Nav.SETTINGS).crumb("Settings", project.href() + "/settings");
    }

    /** What stands in the search field. */
    public Frame search(String text) {
        query = text;
        return this;
    }

    /** What a search from this page takes along, as the order of a list. */
    public Frame keep(String name, String value) {
        kept.add(new Pair(name, value));
        return this;
    }

    /** Says something on the next page that this person sees, after a redirect as well as now. */
    public void say(String text) {
        flash.say(text);
    }

    public String getPerson() {
        return person;
    }

    public String getCsrf() {
        return csrf;
    }

    public Place getOrganization() {
        return organization;
    }

    public Place getProject() {
        return project;
    }

    public List<Place> getOrganizations() {
        return organizations;
    }

    public List<Place> getProjects() {
        return projects;
    }

    public int getUnlisted() {
        return unlisted;
    }

    public List<Place> getCrumbs() {
        return crumbs;
    }

    public String getQuery() {
        return query;
    }

    public List<Pair> getKept() {
        return kept;
    }

    public String getNav() {
        return nav.name();
    }

    /** The project's address, or that of the organization when the page is about all projects. */
    public String getHome() {
        return project != null ? project.href() : organization != null ? organization.href() : "";
    }

    public String getTheme() {
        return preferences.theme();
    }

    public boolean isFolded() {
        return preferences.folded();
    }

    /** What is to be said on this page; saying it once is enough. */
    public List<String> getMessages() {
        return flash.take();
    }
}
