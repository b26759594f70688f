"""The documents of a build in SQLite: the only truth, from which vectors and word index can be made again.

One row a clause, numbered as the vectors and the word index number them. A store is written once and then only read.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.documents import About, Clause, Document, Duty, Heading, Indicator, Outline, PolicyError, Removed, Target, Value
from index.duties import duties
from index.indicators import indicators
from index.targets import targets

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, position INTEGER, about TEXT, text TEXT, sha256 TEXT, script TEXT, first INTEGER, clauses INTEGER, gaps TEXT
);
CREATE TABLE headings (document_id TEXT, id TEXT, level INTEGER, title TEXT, start INTEGER, "end" INTEGER);
CREATE TABLE clauses (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, document_id TEXT, kind TEXT, path TEXT, title TEXT, start INTEGER, "end" INTEGER, text TEXT,
    noise TEXT, parent TEXT
);
CREATE TABLE versions (document_id TEXT, position INTEGER, sha256 TEXT, about TEXT, text TEXT, noise TEXT);
CREATE TABLE facts (kind TEXT, document_id TEXT, position INTEGER, fact TEXT);
CREATE INDEX facts_by_document ON facts (kind, document_id);
CREATE INDEX clauses_by_parent ON clauses (parent);
CREATE TABLE removed (document_id TEXT, start INTEGER, "end" INTEGER, kind TEXT, reason TEXT, reading TEXT);
CREATE INDEX removed_by_document ON removed (document_id);
CREATE INDEX headings_by_document ON headings (document_id);
"""
FACTS: dict[str, Callable[[Document], Iterable[Any]]] = {"indicator": indicators, "duty": duties, "target": targets}
KEPT_IN_MEMORY = 20_000
"""Clauses, at most, that are kept once they were read; a store never changes."""
_CLAUSE = 'id, document_id, kind, path, title, start, "end", text, noise, parent'


def write(path: Path, documents: Iterable[Document], versions: Iterable["Version"] = ()) -> int:
    """Write documents, and the versions that they replaced, to a new store; returns how many clauses it holds."""
    n = 0
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + SCHEMA)
        for position, document in enumerate(documents):
            outline = document.outline
            about = json.dumps(asdict(document.about), ensure_ascii=False)
            row = (document.id, position, about, document.text, document.sha256, document.script, n, len(outline.clauses))
            db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, json.dumps(outline.gaps)))
            headings = ((document.id, h.id, h.level, h.title, h.start, h.end) for h in outline.headings)
            db.executemany("INSERT INTO headings VALUES (?, ?, ?, ?, ?, ?)", headings)
            db.executemany(
                "INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((n + i, *_clause_row(clause)) for i, clause in enumerate(outline.clauses)),
            )
            removed = ((document.id, r.start, r.end, r.kind, r.reason, r.reading) for r in outline.removed)
            db.executemany("INSERT INTO removed VALUES (?, ?, ?, ?, ?, ?)", removed)
            for kind, read in FACTS.items():
                facts = ((kind, document.id, i, json.dumps(asdict(fact), ensure_ascii=False)) for i, fact in enumerate(read(document)))
                db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", facts)
            n += len(outline.clauses)
        rows = (
            (v.document_id, i, v.sha256, json.dumps(asdict(v.about), ensure_ascii=False), v.text, _noise_json(v.noise))
            for i, v in enumerate(versions)
        )
        db.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)", rows)
        db.execute("COMMIT")
    return n


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An earlier version of a document, kept so that citations of it still open: its text, and the noise that errata settled."""

    document_id: str
    sha256: str
    about: About
    text: str
    noise: tuple[Removed, ...]


class Store:
    """A store opened for reading."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._documents = self._db.execute("SELECT id, about, first, clauses FROM documents ORDER BY position").fetchall()
            self.abouts = {id: _about(about) for id, about, _, _ in self._documents}
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise PolicyError(f"索引文件 {path} 损坏或缺失（{error}）。请运行：policy-assistant ingest") from error
        self._spans = {id: range(first, first + count) for id, _, first, count in self._documents}
        self._count = sum(map(len, self._spans.values()))
        self._read: dict[int, Clause] = {}

    def ids(self) -> tuple[str, ...]:
        """The ids of the documents, in order."""
        return tuple(self.abouts)

    def span(self, document_id: str) -> range:
        """The numbers of a document's clauses."""
        return self._spans[document_id]

    def __len__(self) -> int:
        return self._count

    def clauses(self, numbers: Sequence[int]) -> list[Clause]:
        """The clauses with these numbers, in their order."""
        missing = [int(n) for n in numbers if int(n) not in self._read]
        if missing:
            if len(self._read) > KEPT_IN_MEMORY:
                self._read.clear()
            marks = ",".join("?" * len(missing))
            for row in self._db.execute(f"SELECT n, {_CLAUSE} FROM clauses WHERE n IN ({marks})", missing):
                self._read[row[0]] = _clause(row[1:])
        return [self._read[int(n)] for n in numbers]

    def clause(self, id: str) -> Clause | None:
        row = self._db.execute(f"SELECT {_CLAUSE} FROM clauses WHERE id = ?", (id,)).fetchone()
        return _clause(row) if row else None

    def parts(self, id: str) -> list[Clause]:
        """The further clauses of an item, in order."""
        return [_clause(row) for row in self._db.execute(f"SELECT {_CLAUSE} FROM clauses WHERE parent = ? ORDER BY n", (id,))]

    def below(self, id: str) -> list[Clause]:
        """The clauses under a heading's id, in order."""
        rows = self._db.execute(f"SELECT {_CLAUSE} FROM clauses WHERE substr(id, 1, ?) = ? ORDER BY n", (len(id) + 1, id + "/"))
        return [_clause(row) for row in rows]

    def document(self, id: str) -> Document:
        about, text, sha, script, gaps = self._db.execute(
            "SELECT about, text, sha256, script, gaps FROM documents WHERE id = ?", (id,)
        ).fetchone()
        headings = self._db.execute('SELECT id, level, title, start, "end" FROM headings WHERE document_id = ? ORDER BY start', (id,))
        removed = self._db.execute('SELECT start, "end", kind, reason, reading FROM removed WHERE document_id = ? ORDER BY start', (id,))
        span = self.span(id)
        clauses = self._db.execute(f"SELECT {_CLAUSE} FROM clauses WHERE n >= ? AND n < ? ORDER BY n", (span.start, span.stop))
        outline = Outline(
            headings=tuple(Heading(id=a, level=b, title=c, start=d, end=e) for a, b, c, d, e in headings),
            clauses=tuple(_clause(row) for row in clauses),
            removed=tuple(_removed(row) for row in removed),
            gaps=tuple(json.loads(gaps)),
        )
        return Document(id=id, about=_about(about), text=text, sha256=sha, script=script, outline=outline)

    def documents(self) -> Iterator[Document]:
        return (self.document(id) for id in self.ids())

    def indicators(self, documents: Sequence[str] | None = None) -> tuple[Indicator, ...]:
        """The indicators of these documents, or of all, in order."""
        rows = self._facts("indicator", documents)
        return tuple(
            Indicator(**{**row, "values": tuple(Value(**{**v, "years": tuple(v["years"])}) for v in row["values"])}) for row in rows
        )

    def duties(self, documents: Sequence[str] | None = None) -> tuple[Duty, ...]:
        """The duties of these documents, or of all, in order."""
        return tuple(Duty(**{**row, "units": tuple(row["units"])}) for row in self._facts("duty", documents))

    def targets(self, documents: Sequence[str] | None = None) -> tuple[Target, ...]:
        """The targets of these documents, or of all, in order."""
        return tuple(Target(**row) for row in self._facts("target", documents))

    def _facts(self, kind: str, documents: Sequence[str] | None) -> Iterator[dict[str, Any]]:
        for id in self.ids() if documents is None else documents:
            query = "SELECT fact FROM facts WHERE kind = ? AND document_id = ? ORDER BY position"
            yield from (json.loads(fact) for (fact,) in self._db.execute(query, (kind, id)))

    def versions(self, id: str | None = None) -> list[Version]:
        """The earlier versions of a document, or of all; the one that was replaced last comes first."""
        query = "SELECT document_id, sha256, about, text, noise FROM versions WHERE ? IS NULL OR document_id = ? ORDER BY position"
        return [
            Version(document_id=d, sha256=sha, about=_about(about), text=text, noise=tuple(_removed(r) for r in json.loads(noise)))
            for d, sha, about, text, noise in self._db.execute(query, (id, id))
        ]

    def check(self) -> str:
        """What SQLite says of the file's health: "ok", or what is wrong."""
        return str(self._db.execute("PRAGMA quick_check").fetchone()[0])


def _clause_row(clause: Clause) -> tuple[Any, ...]:
    noise = _noise_json(clause.noise)
    path = json.dumps(clause.path, ensure_ascii=False)
    return (
        clause.id, clause.document_id, clause.kind, path, clause.title, clause.start, clause.end, clause.text, noise, clause.parent,
    )  # fmt: skip


def _noise_json(noise: Iterable[Removed]) -> str:
    return json.dumps([[r.start, r.end, r.kind, r.reason, r.reading] for r in noise], ensure_ascii=False)


def _clause(row: Sequence[Any]) -> Clause:
    id, document_id, kind, path, title, start, end, text, noise, parent = row
    return Clause(
        id=id, document_id=document_id, kind=kind, path=tuple(json.loads(path)), title=title, start=start, end=end, text=text,
        noise=tuple(_removed(r) for r in json.loads(noise)), parent=parent,
    )  # fmt: skip


def _about(packed: str) -> About:
    values = json.loads(packed)
    return About(**{**values, "spans": tuple(tuple(span) for span in values["spans"])})


def _removed(row: Sequence[Any]) -> Removed:
    start, end, kind, reason, reading = row
    return Removed(start=start, end=end, kind=kind, reason=reason, reading=reading)
