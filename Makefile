# kanyin - build, test and install. `make demo` is the quickest way to a PDF.
#
# On the command line: BUILD (folder of all products), CC, CFLAGS, SANITIZE, PREFIX, DESTDIR; T=pattern runs some of the tests only; V=1
# shows whole commands; CI=true turns warnings into errors; SRCS builds a part: make SRCS="$(echo src/base/*.c)" build/tests/test_str

BUILD = build
PREFIX = /usr/local
CFLAGS = -O2 -g
SANITIZE =
T =
SECONDS = 60
CLANG = clang
V =
Q = $(if $(V),,@)

DATADIR = $(PREFIX)/share/kanyin
PKGS = libxml-2.0 libpcre2-8 harfbuzz harfbuzz-subset gmp libdeflate libzip
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes $(if $(filter true,$(CI)),-Werror)
ALL_CFLAGS = -std=c11 $(CFLAGS) $(SANITIZE) $(WARNINGS) -D_GNU_SOURCE -Isrc $(PKG_CFLAGS) -MMD -MP
LIBS = $(PKG_LIBS) -lhpdf -lunibreak -lm

COMMAND_SRCS = $(wildcard src/main.c src/cmd/*.c)
SRCS = $(filter-out $(COMMAND_SRCS),$(wildcard src/*.c src/*/*.c))
SCHEMAS = $(wildcard src/desc/*.rng)
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZERS = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
MAN_PAGES = $(patsubst src/man/%,$(BUILD)/man/%,$(wildcard src/man/*.[1-9]))

OBJS = $(SRCS:%.c=$(BUILD)/%.o) $(SCHEMAS:src/desc/%.rng=$(BUILD)/gen/%_rng.o)
COMMAND_OBJS = $(COMMAND_SRCS:%.c=$(BUILD)/%.o)

# Debian packages: to build, to test, and for the checks that need more.
BUILD_PACKAGES = gcc libc6-dev make pkg-config|pkgconf libhpdf-dev libxml2-dev libpcre2-dev libharfbuzz-dev libgmp-dev libunibreak-dev libdeflate-dev libzip-dev
TEST_PACKAGES = libcmocka-dev poppler-utils qpdf mupdf-tools python3 valgrind unicode-data
PDFA_PACKAGES = libpdfbox2-java libactivation-java libjaxb-api-java default-jdk-headless|openjdk-17-jdk-headless|openjdk-21-jdk-headless
VALGRIND_PACKAGES = valgrind
BENCH_PACKAGES = time poppler-utils
FUZZ_PACKAGES = clang libclang-rt-dev|libclang-rt-14-dev
FMT_PACKAGES = clang-format

# $(call need,packages): installs those that are missing, and says so; silent when all are there. In a|b either will do, a is installed.
need = @missing=; for p in $(foreach p,$(1),'$(p)'); do \
	dpkg-query -W -f '$${Status}\n' $$(echo "$$p" | tr '|' ' ') 2>/dev/null | grep -q '^install ok installed' || missing="$$missing $${p%%|*}"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then echo "kanyin needs what these Debian packages hold:$$missing"; exit 1; fi; \
	if [ "$$(id -u)" != 0 ]; then echo "packages are missing; run as root: apt-get install$$missing"; exit 1; fi; \
	echo "installing:$$missing"; \
	apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing

.PHONY: all deps deps-test demo install check check-run check-asan check-pdfa check-valgrind bench fuzz fuzz-run fmt clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/libkanyin.a $(if $(COMMAND_SRCS),$(BUILD)/kanyin) $(MAN_PAGES)

# --- building

$(BUILD)/kanyin: $(COMMAND_OBJS) $(BUILD)/libkanyin.a
	@echo '  link  $@'
	$(Q)$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $(COMMAND_OBJS) $(BUILD)/libkanyin.a $(LIBS)

$(BUILD)/libkanyin.a: $(OBJS) $(BUILD)/objects
	@echo '  ar    $@'
	$(Q)rm -f $@ && $(AR) rcs $@ $(OBJS)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  cc    $<'
	$(Q)$(CC) $(ALL_CFLAGS) $(DEFINES) -c -o $@ $<

# Only the command knows where things are installed.
$(COMMAND_OBJS): DEFINES = -DKANYIN_DATADIR='"$(DATADIR)"'
$(COMMAND_OBJS): $(BUILD)/datadir

# A schema as bytes, NUL behind it: rng_NAME and rng_NAME_len.
$(BUILD)/gen/%_rng.c: src/desc/%.rng
	@mkdir -p $(@D)
	@echo '  gen   $@'
	$(Q){ printf '#include <stddef.h>\n\nextern const unsigned char rng_$*[];\nextern const size_t rng_$*_len;\n\nconst unsigned char rng_$*[] = {\n'; \
	  od -An -v -tx1 $< | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	  printf '0 };\nconst size_t rng_$*_len = sizeof(rng_$*) - 1;\n'; } > $@

$(BUILD)/gen/%_rng.o: $(BUILD)/gen/%_rng.c $(BUILD)/flags
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The subjects of the budget, from the table that the templates use; in half width, as check/ reads text.
$(BUILD)/gen/check/subject_list.h: templates/data/subjects.csv
	@mkdir -p $(@D)
	@echo '  gen   $@'
	$(Q)sed '1d; s/（/(/g; s/）/)/g' $< | awk -F, '{ printf "SUBJECT(\"%s\", \"%s\", \"%s\", %d)\n", $$1, $$2, $$3, $$4 }' > $@
$(BUILD)/src/check/subject.o: $(BUILD)/gen/check/subject_list.h
$(BUILD)/src/check/subject.o: ALL_CFLAGS += -I$(BUILD)/gen

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libkanyin.a
	@mkdir -p $(@D)
	@echo '  cc    $<'
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/unit $(LDFLAGS) -o $@ $< $(BUILD)/libkanyin.a -lcmocka $(LIBS)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/libkanyin.a
	@mkdir -p $(@D)
	@echo '  cc    $<'
	$(Q)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(BUILD)/libkanyin.a $(LIBS)

# @CODES@ of a man page becomes the list of messages, from where they are defined.
LISTS = src/base/diag_list.h src/merge/func_list.h
$(BUILD)/man/%: src/man/% $(LISTS) src/man/lists.awk
	@mkdir -p $(@D)
	awk -f src/man/lists.awk $(LISTS) $< > $@

# $(call stamp,text): a file that changes when the text does, for what is built from it.
stamp = @mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' > $@
$(BUILD)/flags: FORCE
	$(call stamp,$(CC) $(ALL_CFLAGS))
$(BUILD)/datadir: FORCE
	$(call stamp,$(DATADIR))
$(BUILD)/objects: FORCE
	$(call stamp,$(sort $(OBJS)))

# --- using

# What deps installs changes what pkg-config says, so the steps after it run in a make of their own.
deps:
	$(call need,$(BUILD_PACKAGES))
deps-test:
	$(call need,$(BUILD_PACKAGES) $(TEST_PACKAGES))

demo: deps
	@$(MAKE) --no-print-directory all
	@mkdir -p $(BUILD)/demo
	$(BUILD)/kanyin render examples/aba-2022 -o $(BUILD)/demo/aba-2022.pdf
	@echo "written: $(BUILD)/demo/aba-2022.pdf"

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(DATADIR)
	install -m 755 $(BUILD)/kanyin $(DESTDIR)$(PREFIX)/bin/kanyin
	install -m 644 $(BUILD)/libkanyin.a $(DESTDIR)$(PREFIX)/lib/libkanyin.a
	install -m 644 src/kanyin.h $(DESTDIR)$(PREFIX)/include/kanyin.h
	@find templates fonts -type d -exec install -d '$(DESTDIR)$(DATADIR)/{}' \;
	@find templates fonts -type f -exec install -m 644 '{}' '$(DESTDIR)$(DATADIR)/{}' \;
	@for page in $(MAN_PAGES); do \
		install -D -m 644 "$$page" "$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}" || exit 1; done
	@echo "installed: $(DESTDIR)$(PREFIX)/bin/kanyin, templates and fonts in $(DESTDIR)$(DATADIR)"

# --- testing

check: deps-test
	@$(MAKE) --no-print-directory check-run

check-run: all $(if $(T),$(foreach t,$(UNIT_TESTS),$(if $(findstring $(T),$(notdir $(t))),$(t))),$(UNIT_TESTS))
	@BUILD='$(BUILD)' KANYIN='$(BUILD)/kanyin' tests/run.sh '$(T)'

check-asan:
	@ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory check BUILD=build-asan CFLAGS='-O1 -g' \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer'

check-valgrind: deps-test
	$(call need,$(VALGRIND_PACKAGES))
	@RUNNER='valgrind -q --error-exitcode=99 --leak-check=full' $(MAKE) --no-print-directory check-run

check-pdfa: deps-test
	$(call need,$(PDFA_PACKAGES))
	@$(MAKE) --no-print-directory all
	@BUILD='$(BUILD)' KANYIN='$(BUILD)/kanyin' tests/pdfa.sh

bench: deps
	$(call need,$(BENCH_PACKAGES))
	@$(MAKE) --no-print-directory all
	@BUILD='$(BUILD)' KANYIN='$(BUILD)/kanyin' tests/bench/run.sh

fuzz: deps
	$(call need,$(FUZZ_PACKAGES))
	@$(MAKE) --no-print-directory fuzz-run BUILD=build-fuzz CC='$(CLANG)' CFLAGS='-O1 -g' \
		SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer'

# New finds go to the build folder; only the seeds in tests/fuzz/corpus are kept in the repository.
fuzz-run: $(FUZZERS)
	@for f in $(FUZZERS); do name=$${f##*/fuzz_}; \
		mkdir -p "$(BUILD)/corpus/$$name" "tests/fuzz/corpus/$$name"; \
		echo "fuzz $$name, $(SECONDS) s"; \
		"$$f" -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
			-artifact_prefix="$(BUILD)/$$name-" "$(BUILD)/corpus/$$name" "tests/fuzz/corpus/$$name" > "$(BUILD)/$$name.log" 2>&1 \
			|| { tail -n 40 "$(BUILD)/$$name.log"; exit 1; }; \
		grep -h 'number_of_executed_units' "$(BUILD)/$$name.log"; done

# --- keeping

# The message lists are tables, one long line an entry.
fmt:
	$(call need,$(FMT_PACKAGES))
	@find src tests -name '*.[ch]' ! -name '*_list.h' -exec clang-format -i {} +

clean:
	rm -rf build build-asan build-fuzz

-include $(OBJS:.o=.d) $(COMMAND_OBJS:.o=.d) $(UNIT_TESTS:=.d) $(FUZZERS:=.d)
