# Backhaul's chores. `make` alone lists them.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-builtin-rules
.DEFAULT_GOAL := help

# Nothing here needs a C compiler; without cgo the builds are the same everywhere.
export CGO_ENABLED := 0

# scripts/install-node.sh puts a Node there where the machine's own is too old for the console.
export PATH := $(CURDIR)/console/.node/bin:$(PATH)

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# Build and check tools live in a module of their own, so that go.mod lists only what Backhaul itself is made of.
# The first use of a tool compiles it; after that it comes from Go's build cache.
TOOL := go tool -modfile=$(CURDIR)/tools/go.mod
TEST := $(TOOL) gotestsum --format pkgname --format-hide-empty-pkg --

# What `make generate` writes. All of it is committed.
GENERATED := db/sqlc ':(glob)**/*.gen.go' docs/roles.md

# For `make test` and its kin: make test PKG=./workflows TESTFLAGS='-run TestReturn_NobodyDecides -v'
PKG       ?= ./...
TESTFLAGS ?=

##@ Run

.PHONY: run
run: deps build ## Start everything on this machine: PostgreSQL, Temporal, API, worker. Flags: ARGS="--http-addr …"
	@exec bin/backhaul dev $(ARGS)

.PHONY: demo
demo: ## Walk one return from request to refund against a running instance (start it with `make run`)
	@scripts/walk.sh

##@ Build

.PHONY: build
build: bin/backhaul bin/devstack ## Build bin/backhaul and bin/devstack

# Go knows best what is out of date, so this one always asks it.
.PHONY: bin/backhaul
bin/backhaul: console/dist/index.html
	@go build -tags console -trimpath -buildvcs=false -ldflags "-X main.version=$(VERSION)" -o bin/backhaul ./cmd/backhaul

# The console is built after its sources or the contract have changed.
console/dist/index.html: console/node_modules/.package-lock.json api/openapi.yaml \
    $(shell find console/src console/portal console/public console/scripts -type f ! -name '*.gen.ts') \
    console/index.html console/vite.config.ts console/tsconfig.json
	@npm --prefix console run --silent build
	@touch $@

console/node_modules/.package-lock.json: console/package-lock.json
	@scripts/install-node.sh
	@echo "Fetching what the console is built with (npm ci)."
	@npm --prefix console ci --no-progress --loglevel=error
	@touch $@

# A Temporal server is large: even asking Go takes seconds, so this one is built only after its sources changed.
bin/devstack: $(shell find devstack -type f ! -name '*_test.go')
	@echo "Building bin/devstack: PostgreSQL's keeper, the Temporal server and its web UI. The first build takes some minutes."
	@go -C devstack build -buildvcs=false -ldflags "-s -w" -o ../bin/devstack .
	@touch bin/devstack

.PHONY: deps
deps: ## Install PostgreSQL where it is missing and that can be done; else say what to install
	@scripts/install-postgres.sh

.PHONY: generate
generate: ## Generate Go from db/queries (sqlc) and api/openapi.yaml (oapi-codegen), and docs/roles.md from api/routes.go
	$(TOOL) sqlc generate
	$(TOOL) oapi-codegen -config api/oapi-codegen.yaml api/openapi.yaml
	go test ./api -run '^TestRoles_InTheDocs' -count=1 -update

.PHONY: fmt
fmt: ## Format all Go code as the linter wants it
	@for module in . devstack tools; do (cd $$module && $(TOOL) golangci-lint fmt); done

.PHONY: clean
clean: ## Remove what was built; what `make run` stored stays in .data
	rm -rf bin coverage.out console/dist console/node_modules console/.node

##@ Check

.PHONY: check
check: lint verify-generated test ## All that CI runs

# Each page is looked at in four ways; `make test` leaves two of them to `make test-console`, which takes all.
LEFT_OUT := (: Chinese|English, phone)$$

.PHONY: test
test: deps build ## All tests, on a throw-away PostgreSQL and Temporal of their own
	@echo "==> console";  npm --prefix console run --silent test
	@echo "==> tools";    cd tools    && $(TEST) -count=1 ./...
	@echo "==> devstack"; cd devstack && $(TEST) -count=1 ./...
	@echo "==> backhaul"; bin/devstack exec -- $(TEST) -count=1 -timeout 12m $(TESTFLAGS) $(PKG)
	@if [ '$(PKG)' = ./... ]; then scripts/install-chromium.sh; \
	   echo "==> pages"; LEFT_OUT='$(LEFT_OUT)' npm --prefix console run --silent e2e; fi

# Which of them: make test-console E2E='e2e/review.spec --headed', or E2E='e2e/rows.spec --no-deps'
E2E ?=

.PHONY: test-console
test-console: deps build ## The pages of console and portal, in a real Chromium against a service of their own
	@scripts/install-chromium.sh
	@echo "==> pages"; npm --prefix console run --silent e2e -- $(E2E)

.PHONY: screenshots
screenshots: deps build ## Pictures of every page in both languages, into docs/screenshots
	@scripts/install-chromium.sh
	@SCREENSHOTS=1 npm --prefix console run --silent e2e

.PHONY: test-short
test-short: deps bin/devstack ## The tests that need no Temporal server: under a minute
	@bin/devstack exec --postgres-only -- $(TEST) -short $(TESTFLAGS) $(PKG)

.PHONY: test-race
test-race: deps build ## All tests of the main module under the race detector (needs a C compiler)
	@CGO_ENABLED=1 bin/devstack exec -- $(TEST) -race -count=1 -timeout 30m $(TESTFLAGS) $(PKG)

# How long `make fuzz` stays with each target.
FUZZTIME ?= 60s

.PHONY: fuzz
fuzz: deps bin/devstack ## Fuzz every target for FUZZTIME (60s): imports, policy rules, refunds, JSON, photos …
	@bin/devstack exec --postgres-only -- bash -euo pipefail -c 'grep -rl --include="*_test.go" "^func Fuzz" . | while read -r file; do \
	   sed -n "s/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p" "$$file" | while read -r target; do \
	     echo "==> $$target"; go test -run "^$$" -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" < /dev/null | tail -n 3; \
	   done; done'

# How many returns the killed batch has.
BATCH_ROWS ?= 10000

.PHONY: test-batch
test-batch: deps build ## A batch of BATCH_ROWS (10000) returns whose worker is killed twice: each is opened once
	@BACKHAUL_BATCH_ROWS=$(BATCH_ROWS) bin/devstack exec -- go test -count=1 -v -timeout 2h -run WorkerKilledInTheMiddle_OpensEach $(TESTFLAGS) ./e2e

.PHONY: bench
bench: deps build ## Benchmarks
	@bin/devstack exec -- go test -run '^$$' -bench . -benchmem $(TESTFLAGS) $(PKG)

.PHONY: bench-size
bench-size: deps build ## How fast lists and reports are at up to a million returns; writes docs/performance.md (25 GB, half an hour)
	@bin/devstack exec --postgres-only --roomy -- bash -c 'bin/backhaul bench --database-url "$$BACKHAUL_TEST_DATABASE_URL"'

.PHONY: lint
lint: ## Linters, the rules for workflow code, file lengths, links in the docs
	@failed=; \
	 for module in . devstack tools; do \
	   echo "==> golangci-lint in $$module"; (cd $$module && $(TOOL) golangci-lint run) || failed=1; \
	 done; \
	 echo "==> go mod tidy"; go mod tidy -diff || { echo "go.mod is not tidy; run 'go mod tidy'."; failed=1; }; \
	 echo "==> workflowcheck"; $(TOOL) workflowcheck -config tools/workflowcheck.yaml ./workflows/... || failed=1; \
	 echo "==> checks"; go -C tools run ./checks -root .. || failed=1; \
	 [ -z "$$failed" ]

.PHONY: verify-generated
verify-generated: generate ## Fail if generated code is not what its sources give (compares with git's index)
	@git diff --exit-code --stat -- $(GENERATED) || { echo "Generated code differs; run 'make generate' and commit it."; exit 1; }
	@new=$$(git ls-files --others --exclude-standard -- $(GENERATED)); \
	 [ -z "$$new" ] || { echo "Generated but not in git: $$new"; exit 1; }

.PHONY: vuln
vuln: ## Known vulnerabilities in what we call, by the Go vulnerability database of tools/vulndb/go.mod
	@scripts/vuln.sh

.PHONY: help
help: ## This list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
