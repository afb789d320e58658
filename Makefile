# The memory of commands. `make help` lists them; each says on standard error what it is doing.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Passed on to the program: make run ARGS='--port 0 --json'
ARGS ?=

jdk := . .mvn/find-jdk
# A jar carries the modes of the files in it.
maven := umask 022 && .ci/maven && ./mvnw -B -q
jar := app/target/quarkus-app/quarkus-run.jar
executable := app/target/tocsin
tocsinctl := installer/target/tocsinctl
sources := pom.xml app/pom.xml $(shell find app/src/main -type f)
say = echo "make: $(1)" >&2
tools := $(or $(TOCSIN_E2E_HOME),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/tocsin-e2e)

.PHONY: run test test-native native tocsinctl e2e bench fuzz image release host-test format help clean

run: $(jar) ## build and start Tocsin with a database of its own
	@$(jdk); exec "$$JAVA_HOME/bin/java" $(JAVA_OPTIONS) -jar $(jar) run $(ARGS)

test: e2e-tools helm-tools ansible-tools installer-tools ## everything but the native journey: format, warnings, rules, tests of all kinds
	@$(call say,testing; this takes some minutes)
	@installer/bundle/check-notes
	@installer/bundle/test/run
	@$(maven) verify
	@ansible/test

test-native: native e2e-tools ## the journeys against the native executable, after `make test`
	@$(MAKE) test
	@$(call say,the same journeys against $(executable))
	@$(maven) verify -pl app -DskipUnitTests -Dtocsin.executable="$(CURDIR)/$(executable)"

native: $(executable) ## build the one file app/target/tocsin and the PostgreSQL beside it

tocsinctl: $(tocsinctl) ## build installer/target/tocsinctl, which installs Tocsin on a host, with GRAALVM_HOME set

e2e: $(jar) e2e-tools ## only the journeys: real SDKs and a browser against the packaged application
	@$(call say,running the journeys)
	@$(maven) verify -pl app -DskipUnitTests

bench: $(jar) $(if $(ARGS),,$(executable)) ## measure all, for hours; ARGS='compare --rounds 1', growth, ingest, list, limit, soak, start, steps, flame, 'faults --kind away'
	@$(call say,building the benchmark)
	@$(maven) package -DskipTests -Dquarkus.build.skip -am -pl app/bench >&2
	@$(jdk); exec "$$JAVA_HOME/bin/java" -cp "app/bench/target/classes:app/bench/target/lib/*" tocsin.bench.Bench $(or $(ARGS),all)

fuzz: ## look for input that breaks us: make fuzz ARGS='envelope --executions 10000000' (or event, auth, all, ...)
	@$(call say,building the targets)
	@$(maven) test-compile dependency:build-classpath -pl app -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test >&2
	@$(jdk); cd app; exec "$$JAVA_HOME/bin/java" -Xmx512m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
	    -cp "target/test-classes:target/classes:$$(cat target/test.classpath)" tocsin.fuzz.Fuzz $(or $(ARGS),envelope --seconds 60)

image: $(executable) ## write app/target/tocsin-image.tar, a container image, without a container engine
	@$(call say,writing app/target/tocsin-image.tar)
	@python3 app/src/image/archive app/target/tocsin-image.tar

release: release-keys $(jar) $(executable) $(if $(findstring --without tocsinctl,$(ARGS)),,$(tocsinctl)) ## put a release together in target/release; ARGS='--without chart', ARGS=--help tells the rest
	@$(call say,putting a release together; the first time compiles PostgreSQL and HAProxy)
	@installer/bundle/release $(ARGS)

host-test: ## install the newest bundle of target/release on bare hosts that are booted here, as root; ARGS='first restart' for some scenes
	@bundle=$$(ls -t target/release/tocsin-*-linux-x86_64.run 2>/dev/null | head -n 1); \
	    [ -n "$$bundle" ] || { echo "There is no bundle: make release ARGS='--without collection'" >&2; exit 1; }; \
	    installer/host-test/run "$$bundle" $(ARGS)

# The root that vouches for a release goes into tocsinctl: with keys for development it must be there before.
.PHONY: release-keys
release-keys:
	@installer/bundle/release --keys

format: ## lay out the Java sources as the build demands it
	@$(maven) spotless:apply

clean: ## remove what was built
	@rm -rf target app/target app/bench/target installer/target

help: ## list these commands
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

$(jar): $(sources)
	@$(call say,building Tocsin; the first time takes a few minutes)
	@$(maven) package -DskipTests -pl app >&2
	@touch $@

$(executable): $(sources)
	@$(call say,building the native executable; this takes about five minutes and 5 GB of memory)
	@if [ -z "$${GRAALVM_HOME-}" ] && ! command -v native-image docker podman >/dev/null; then \
	    echo "A native build needs GraalVM 25: set GRAALVM_HOME to its home, or put native-image on the PATH," >&2; \
	    echo "or install docker or podman, in which Quarkus then runs it." >&2; exit 1; fi
	@$(maven) package -Dnative -DskipTests -pl app >&2
	@touch $@

$(tocsinctl): pom.xml installer/pom.xml $(shell find installer/src/main installer/help app/src/main/java/tocsin/config -type f)
	@$(call say,building tocsinctl; this takes about a minute)
	@if [ ! -x "$${GRAALVM_HOME-}/bin/native-image" ]; then \
	    echo "tocsinctl needs GraalVM 25: set GRAALVM_HOME to its home." >&2; exit 1; fi
	@keys=target/release/keys; [ ! -f "$$keys/root.pem" ] || set -- "-Droot.key.directory=$(CURDIR)/$$keys"; \
	    $(maven) package -DskipTests -Dquarkus.build.skip "$$@" -am -pl installer >&2
	@installer/native-image

.PHONY: e2e-tools
e2e-tools:
	@app/e2e/install >&2

.PHONY: installer-tools
installer-tools:
	@installer/install-tools >&2

.PHONY: helm-tools
helm-tools:
	@helm/install >&2

.PHONY: ansible-tools
ansible-tools:
	@ansible/install >&2
