"""Many questions from a file: JSON lines in, JSON lines out in the same order; a row that fails says so and the others go on."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.answers import Turn, as_json
from assistant.chat import Assistant
from index.documents import PolicyError


def turns(path: Path | None) -> tuple[Turn, ...]:
    """The earlier questions in a file: a JSON array of texts, or one a line."""
    if path is None:
        return ()
    text = _read(path)
    if text.lstrip().startswith("["):
        try:
            return _turns(json.loads(text))
        except (json.JSONDecodeError, PolicyError) as error:
            raise PolicyError(f'{path}：应为文字的 JSON 数组，如 ["嘉兴2030年吸烟率目标是多少？"]（{error}）。') from error
    return tuple(Turn(question=line.strip()) for line in text.splitlines() if line.strip())


def run(
    assistant: Assistant, source: Path, target: Path, *, documents: Sequence[str] | None, progress: Callable[[str], None] = lambda _: None
) -> int:
    """Answer every row of a file; returns how many rows failed."""
    lines = _read(source).splitlines()
    failed = 0
    try:
        with target.open("w", encoding="utf-8") as out:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = _answer(assistant, line, number, documents)
                failed += "error" in row
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
                progress(f"{number}/{len(lines)}")
    except OSError as error:
        raise PolicyError(f"{target}：写不进去（{error.strerror}）。请换一个能写的路径。") from error
    progress("完成")
    return failed


def _answer(assistant: Assistant, line: str, number: int, documents: Sequence[str] | None) -> dict[str, Any]:
    id: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise PolicyError('应是一个对象，如 {"id": "1", "question": "…"}。')
        id = row.get("id")
        question = row.get("question")
        if not isinstance(question, str):
            raise PolicyError("缺少 question（文字）。")
        answer = assistant.ask(question, _turns(row.get("history") or []), documents=documents)
        return {**as_json(answer), "id": id}
    except json.JSONDecodeError as error:
        return {"id": id, "line": number, "error": f"第 {number} 行不是 JSON：{error}"}
    except PolicyError as error:
        return {"id": id, "line": number, "error": f"第 {number} 行：{error}"}


def _turns(earlier: Any) -> tuple[Turn, ...]:
    if not isinstance(earlier, list) or not all(isinstance(question, str) for question in earlier):
        raise PolicyError("history 应是此前问题的数组。")
    return tuple(Turn(question=question) for question in earlier if question.strip())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PolicyError(f"{path}：读不到（{error.strerror}）。请核对路径。") from error
    except UnicodeDecodeError as error:
        raise PolicyError(f"{path}：第 {error.start} 个字节不是 UTF-8。请另存为 UTF-8。") from error
