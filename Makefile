# make site: build everything into site/        make test: install what tests need and run them
PYTHON ?= python3
BIN := .venv/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo "sudo -n")
NU := 26.9.27
NU_SHA256 := 5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7
PDFJS := 5.6.205
PDFJS_SHA256 := e196561c11faacf04e224e177b5d792619136cec5bd2274d8c743e577239ebc7
CYCLONEDX := 10.3.0
CYCLONEDX_SHA256 := 9833bd949052eb18218dd64b13ad62d9246f7395eef01c66dad08fcbacf74f01
DAY ?= $(shell date +%F)
APT := DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get

.PHONY: site serve check dist docs pictures test test-fast test-long trust audit sbom lint lint-js types bench lock hooks schemas clean browser servers

site: .venv/ready
	$(BIN)/groupwork build

serve: .venv/ready
	$(BIN)/groupwork serve

check: .venv/ready
	$(BIN)/groupwork check

# What is handed on and installed: a source archive, and the wheel that is made of it, in dist/
dist: .venv/ready
	rm -rf dist
	$(BIN)/python -c "import setuptools.build_meta as backend; backend.build_sdist('dist')"
	$(BIN)/python -m pip wheel -q --no-index --no-deps --no-build-isolation --disable-pip-version-check --wheel-dir dist dist/groupwork-*.tar.gz
	$(BIN)/python -m supply.bill dist

# README, CONTRIBUTING and docs/ as pages, in build/docs/
docs: .venv/ready
	$(BIN)/mkdocs build --strict -q -f mkdocs-docs.yml

# The pictures of the README, of the site as it is built now
pictures: browser
	$(BIN)/python docs/pictures/take.py

test: browser servers lint types
	$(BIN)/pytest -n 3 --dist loadfile -m "not long"

test-fast: .venv/ready-dev
	$(BIN)/pytest -n 3 --dist loadfile -m "not slow and not long"

# What takes longest: every page, every file and every kind of edit, where `make test` has some. CI runs both
test-long: browser servers
	$(BIN)/pytest -n 3 --dist loadfile -m long

# The long tests, an hour at most, and what they count, in TRUST.md. PARTS="faults leaks" runs these alone; DAY is the day that they take for today
trust: browser servers .venv/ready-trust
	$(BIN)/python -m tests.trust --day $(DAY) $(PARTS)

# Whether a fault is known of anything in the locks, and whether vendored files are what their packages hold: needs the network, and ends with 2 where there is none
audit: .venv/ready
	$(BIN)/python -m supply.audit

# The bill of materials, CycloneDX 1.6, in dist/
sbom: .venv/ready
	$(BIN)/python -m supply.bill dist

lint: .venv/ready-dev lint-js
	$(BIN)/ruff check
	$(BIN)/ruff format --check

lint-js: node_modules/.package-lock.json
	if test -d node_modules/eslint; then \
	  node_modules/.bin/tsc -p . && node_modules/.bin/tsc -p tsconfig.workers.json && node_modules/.bin/eslint --max-warnings 0 templates; fi

types: .venv/ready-dev
	$(BIN)/mypy

bench: .venv/ready-tools
	for name in compose_vs_cpsat print_speed "build_speed --plot benchmarks/build_speed.svg" growth serve_speed; do \
	  set -- $$name; script=$$1; shift; PYTHONPATH=. $(BIN)/python benchmarks/$$script.py "$$@" || exit 1; done

schemas: .venv/ready
	$(BIN)/groupwork schemas

# Look at what is committed and at its subject, from now on and in this clone
hooks: .venv/ready-dev
	$(BIN)/prek install

clean:
	rm -rf build site dist

# A virtual environment from the lock; Debian keeps the venv module in a package of its own.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; $(APT) update -qq && $(APT) install -y -qq python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Where it cannot be had, as on other systems and with later versions of Python, `make trust` says so in its counts
.venv/ready-trust: .venv/ready-dev requirements-trust.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-trust.lock && touch $@ || echo "atheris cannot be installed here"

.venv/ready-tools: .venv/ready-dev requirements-tools.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@touch $@

# What browser tests drive, what runs the planner's WebAssembly outside a browser, the checker of HTML, what fills forms in Firefox, and the schema
# of bills of materials. Where nothing may be installed, those tests say so and are skipped.
browser: .venv/ready-dev .venv/nu .venv/pdfjs .venv/cyclonedx
	@command -v chromium >/dev/null && command -v node >/dev/null && command -v java >/dev/null || \
	  { $(APT) update -qq && $(APT) install -y -qq --no-install-recommends chromium fonts-dejavu-core nodejs default-jre-headless; } || \
	  echo "chromium, nodejs or java is missing and cannot be installed here: the tests that need them will be skipped"

# nginx and Caddy, which tests ask without a login, and what loads them: unpacked beside the rest, so that nothing is installed and nothing runs by itself
SERVED := nginx libnginx-mod-http-brotli-static caddy wrk libluajit-5.1-2
servers: .venv/ready-dev
	@for folder in .venv/servers/usr /usr; do \
	  for file in sbin/nginx bin/caddy bin/wrk lib/nginx/modules/ngx_http_brotli_static_module.so; do test -e $$folder/$$file || continue 2; done; exit 0; done; \
	  mkdir -p .venv/servers && cd .venv/servers && { apt-get download -qq $(SERVED) 2>/dev/null || { $(APT) update -qq && apt-get download -qq $(SERVED) 2>/dev/null; }; } && \
	  for package in *.deb; do dpkg-deb -x $$package . || exit 1; done || \
	  echo "nginx, Caddy or wrk cannot be fetched here: the tests that need them will be skipped, and NOTHING is known of what a server gives without a login"

.venv/nu: .venv/ready
	@mkdir -p $@
	@cd $@ && npm pack --silent vnu-jar@$(NU) >/dev/null && echo "$(NU_SHA256)  vnu-jar-$(NU).tgz" | sha256sum -c --quiet && tar xzf vnu-jar-$(NU).tgz || \
	  echo "the Nu checker cannot be fetched here: its test will be skipped"

.venv/pdfjs: .venv/ready
	@mkdir -p $@
	@cd $@ && npm pack --silent pdfjs-dist@$(PDFJS) >/dev/null && echo "$(PDFJS_SHA256)  pdfjs-dist-$(PDFJS).tgz" | sha256sum -c --quiet && tar xzf pdfjs-dist-$(PDFJS).tgz package/build || \
	  echo "PDF.js cannot be fetched here: its test will be skipped"

.venv/cyclonedx: .venv/ready
	@mkdir -p $@
	@cd $@ && npm pack --silent @cyclonedx/cyclonedx-library@$(CYCLONEDX) >/dev/null && echo "$(CYCLONEDX_SHA256)  cyclonedx-cyclonedx-library-$(CYCLONEDX).tgz" | sha256sum -c --quiet && tar xzf cyclonedx-cyclonedx-library-$(CYCLONEDX).tgz package/res/schema || \
	  echo "The schema of CycloneDX cannot be fetched here: its test will be skipped"

# What checks the pages' scripts, at the top, where editors look for it too. Debian keeps npm in a package of its own, which nothing else needs.
node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null && npm ci --silent --engine-strict --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=1000 && touch $@ || \
	  echo "npm is missing, node is older than 20.19 or nothing can be fetched here: the checks of the pages' scripts will be skipped"

# New locks, with hashes and without the address of any index
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml
lock: .venv/ready-tools
	npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund
	$(BIN)/$(LOCK) -o requirements.lock
	$(BIN)/$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/$(LOCK) --extra dev --extra trust -c requirements-dev.lock -o requirements-trust.lock
	$(BIN)/$(LOCK) --extra dev --extra tools -c requirements-dev.lock -o requirements-tools.lock
