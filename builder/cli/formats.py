"""Problems as machines read them: JSON of our own, SARIF 2.1.0 (OASIS), the workflow commands of GitHub."""

import json
from types import MappingProxyType
from urllib.parse import quote

from builder import __version__
from builder.checking import explanation
from builder.model.problem import Problem, Severity

_SARIF_LEVELS = MappingProxyType({Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"})
_COMMANDS = MappingProxyType({Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"})
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write_problems(problems: tuple[Problem, ...], form: str) -> str:
    """Write problems in one of the forms: json, sarif, github."""
    match form:
        case "json":
            found = {"problems": [as_map(problem) for problem in problems]}
            return json.dumps(found, ensure_ascii=False, indent=1)
        case "sarif":
            return json.dumps(_sarif(problems), ensure_ascii=False, indent=1)
        case "github":
            return "\n".join(_command(problem) for problem in problems)
    raise AssertionError(form)


def as_map(problem: Problem) -> dict[str, str | int]:
    """Return a problem as our own JSON has it; line and column are 0 where a file is meant as a whole."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity.value,
        "says": problem.says,
        "hint": problem.hint,
    }


def _sarif(problems: tuple[Problem, ...]) -> dict[str, object]:
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "Dateline", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, object]:
    explained = explanation(code)
    example = "".join(
        f"\n{heading}:\n{lines}"
        for heading, lines in (("Wrong", explained.wrong), ("Right", explained.right))
        if lines
    )
    return {
        "id": code,
        "shortDescription": {"text": explained.law},
        "fullDescription": {"text": f"{explained.law} {explained.reason}"},
        "help": {"text": explained.fix + example},
        "defaultConfiguration": {"level": _SARIF_LEVELS[explained.severity]},
    }


def _result(problem: Problem, rule: int) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": quote(problem.file)}}
    if problem.line:
        location["region"] = {"startLine": problem.line, "startColumn": problem.column}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[problem.severity],
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": location}],
    }


def _command(problem: Problem) -> str:
    location = (("line", problem.line), ("col", problem.column)) if problem.line else ()
    properties = (("file", problem.file), *location, ("title", problem.code))
    written = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties)
    return f"::{_COMMANDS[problem.severity]} {written}::{_escaped(_message(problem))}"


def _message(problem: Problem) -> str:
    return f"{problem.says}; {problem.hint}" if problem.hint else problem.says


def _escaped(text: str, besides: str = "") -> str:
    """Escape what ends a workflow command, and in a property what ends a property; the percent sign comes first."""
    for char in f"%\r\n{besides}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text
