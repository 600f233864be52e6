# What developers and packagers expect beside `swift build` and `swift test`.

SWIFT ?= swift
SOURCES = Package.swift Sources Tests Sounds Packaging
# Where `make install` puts the program; DESTDIR goes before it.
PREFIX ?= /usr/local
DESTDIR ?=
# What is installed, as `Packaging/build` leaves it; built anew where one of its sources has changed.
INSTALLED = .build/install/files/version
INPUTS = $(shell find Package.swift Sources Sounds Packaging/build Packaging/Manual -type f)
# What `make test-sound` runs: names of cases, or nothing for all (`sound-rig --list`).
CASES ?=
# What `make fuzz` stops at (0: never), and its targets: reader, planner, speech, or nothing for all.
RUNS ?= 1000000
SECONDS ?= 0
TARGETS ?=
# What `make bench` is told: --quick, --long, names of groups (`unknot-bench --list`).
BENCH ?=
# Options of sound-rig, such as --long.
RIG ?=

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

build: ## build the program, optimised
	$(SWIFT) build -c release --product unknot

install: $(INSTALLED) ## install the program, its pages and completions; PREFIX, DESTDIR
	Packaging/install "$(DESTDIR)$(PREFIX)"

uninstall: ## remove what `make install` installed; PREFIX, DESTDIR
	Packaging/install --remove "$(DESTDIR)$(PREFIX)"

deb: $(INSTALLED) ## make a Debian package in .build
	Packaging/deb

test-deb: deb ## check the package, and use it in a clean Debian 12; needs root
	./setup --package
	Tests/Package/run

$(INSTALLED): $(INPUTS)
	Packaging/build

test: ## run the tests that need no sound
	$(SWIFT) test

test-sound: ## play to a private sound server and measure what is heard
	./setup --develop
	$(SWIFT) build -c release --product unknot
	$(SWIFT) build -c release --product sound-rig
	"$$($(SWIFT) build -c release --show-bin-path)/sound-rig" $(RIG) $(CASES)

fuzz: ## try a million inputs each on reader and planner, 100,000 on speech; RUNS, SECONDS, TARGETS
	Tests/Fuzz/run $(RUNS) $(SECONDS) $(TARGETS)

fuzz-short: ## replay what fuzzing found and go on for 15 seconds a target
	Tests/Fuzz/run 0 15 $(TARGETS)

sanitize: ## run the tests under the thread and the address sanitizer
	@# Both keep their memory in files, and so stop at the limits that two of these tests set; and
	@# they take for themselves the signals of a crash, after which TerminalTests and
	@# DisplayEndingTests look.
	TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/thread-sanitizer.txt" \
		$(SWIFT) test --disable-xctest --sanitize=thread --scratch-path .build/tsan \
		--skip aFullDiskLeavesWhatStoodThere --skip aRenderThatCannotBeFinished \
		--skip TerminalTests --skip DisplayEndingTests
	$(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build/asan \
		--skip TerminalTests --skip DisplayEndingTests

lint: ## check format, declared dependencies and shell syntax
	$(SWIFT) format lint --strict --recursive $(SOURCES)
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	@# The compiler's check does not look at system libraries: only UnknotAudio may import those,
	@# and one file of UnknotCore the YAML parser.
	! grep -rnE 'import C(ALSA|EspeakNG|Linux|Sndfile|Soxr|Systemd)$$' Sources/UnknotCore Sources/unknot Sounds
	! grep -rn 'import CYAML$$' Sources Sounds --exclude=SourceTree.swift
	for script in setup Packaging/build Packaging/install Packaging/deb Packaging/documentation; do sh -n $$script || exit; done
	for script in .ci/run Tests/Fuzz/run Tests/Package/run Tests/Package/clean-debian; do bash -n $$script || exit; done

format: ## rewrite the sources in the project's format
	$(SWIFT) format --in-place --recursive $(SOURCES)

docs: ## make the documentation in .build/documentation; a warning is an error
	Packaging/documentation

bench: $(INSTALLED) ## measure what `make install` installs; BENCH=--quick, --long or groups
	./setup --develop
	Packaging/install .build/bench
	$(SWIFT) build -c release --product sound-rig
	$(SWIFT) run -c release unknot-bench --unknot .build/bench/bin/unknot $(BENCH)

clean: ## remove everything that was built
	$(SWIFT) package clean
	rm -rf .build/install .build/unknot_*.deb

.PHONY: help build install uninstall deb test-deb test test-sound fuzz fuzz-short sanitize lint format docs bench clean
