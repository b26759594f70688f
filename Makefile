# Each target makes .venv and installs what it needs where that is missing or out of date.
#   make ask Q="嘉兴2030年吸烟率目标是多少？"     one answer with its clauses
#   make chat                                   the web page
#   make test | lint | bench                    for developers
#   make eval                                   the development questions, against the recorded baseline

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
export Q

.PHONY: ask chat test lint format bench eval crash clean
.DEFAULT_GOAL := ask

ask: .venv/index
	@test -n "$$Q" || { echo '用法：make ask Q="嘉兴2030年吸烟率目标是多少？"' >&2; exit 2; }
	@$(BIN)/policy-assistant ask "$$Q"

chat: .venv/index
	@$(BIN)/policy-assistant serve

test: .venv/test .venv/browser
	$(BIN)/pytest -n 2 --dist loadfile

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test
	$(BIN)/python -m eval.bench

eval: .venv/index
	$(BIN)/policy-assistant eval run --again --gate

crash: .venv/test
	$(BIN)/pytest tests/test_crash.py --kills 100

clean:
	rm -rf .venv build *.egg-info

.venv/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 至 3.13，没有找到。请安装后再试，或指定：make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@echo "正在建立 .venv（$(PYTHON)）……" >&2
	@$(PYTHON) -m venv .venv && touch $@

.venv/core: .venv/python pyproject.toml constraints.txt
	@echo "正在安装依赖，约一两分钟……" >&2
	@$(PIP) -e . && touch $@

.venv/index: .venv/core $(wildcard index/corpus/*) $(wildcard index/*.py)
	@$(BIN)/policy-assistant ingest && touch $@

.venv/test: .venv/core
	@echo "正在安装测试所需的依赖（含 torch）……" >&2
	@$(PIP) -e '.[model,test]' && touch $@

# The tests of the pages need Chromium and a Chinese font; without them, and without the right to install, they are skipped.
.venv/browser: .venv/python
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } || \
	  echo "没有 chromium：网页测试将跳过。请安装 chromium 与 fonts-noto-cjk。" >&2
	@touch $@
