#!/usr/bin/env python3
"""Holds the API to its own description: check_api.py [EXAMPLES]

The OpenAPI document must validate, and a live server on a fresh database must answer whatever schemathesis sends with
what the document says: no 5xx, no status, type or shape that is not written down.
"""
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Support/Live"))
from live import Live  # noqa: E402

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# What may end the very token we call with comes last, with a token of its own.
ENDINGS = "revocation|deactivation|sign-out|/password"
TOOLS = pathlib.Path(sys.executable).parent


def validate(live, token):
    """The document is right by the rules of OpenAPI, and tells of something."""
    from openapi_spec_validator import validate as by_the_rules
    status, _, body = live.get("/api/v1/openapi.json", token)
    assert status == 200, f"/api/v1/openapi.json answers {status}"
    document = json.loads(body)
    by_the_rules(document)
    count = sum(len(path) for path in document["paths"].values())
    assert count > 0, "the document tells of no operation"
    print(f"OpenAPI {document['openapi']}: {count} operations")


def torment(live, token, examples, which):
    """Passed and failed operations, with what failed printed."""
    report = live.folder / f"report{which}.xml"
    done = subprocess.run(
        [str(TOOLS / "schemathesis"), "run", f"{live.address}/api/v1/openapi.json",
         "--header", f"Authorization: Bearer {token}", "--checks", CHECKS, "--max-examples", str(examples),
         f"--{which}-path-regex", ENDINGS,
         "--phases", "examples,coverage,fuzzing", "--seed", "7", "--workers", "1", "--no-color",
         "--request-timeout", "20", "--suppress-health-check", "all", "--generation-database", "none",
         "--report", "junit", "--report-junit-path", str(report)],
        cwd=live.folder, capture_output=True, text=True)
    if not report.exists():
        print(done.stdout[-4000:], done.stderr[-2000:])
        return 0, 1
    cases = list(xml.etree.ElementTree.parse(report).iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    if failed or done.returncode != 0:
        print(done.stdout[-20_000:])
    for case in failed:
        print(f"FAILED {case.get('name')}")
    return len(cases) - len(failed), max(len(failed), 0 if done.returncode == 0 else 1)


def alive(live):
    status, _, _ = live.get("/healthz")
    assert status == 200, f"/healthz answers {status} after all that"
    faults = [line for line in (live.folder / "serve.log").read_text().split("\n") if '"level":"error"' in line]
    assert not faults, "the log holds faults:\n" + "\n".join(faults[:10])


def main():
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    passed = failed = 0
    with Live() as live:
        token = live.token("admin")
        live.serve()
        steps = [
            lambda: validate(live, token),
            lambda: torment(live, token, examples, "exclude"),
            lambda: torment(live, live.token("admin"), examples, "include"),
            lambda: alive(live),
        ]
        for step in steps:
            try:
                counts = step() or (1, 0)
            except Exception as error:  # A validator's words are its message; every kind of it is a failed check.
                print(f"FAILED {type(error).__name__}: {error}")
                counts = (0, 1)
            passed, failed = passed + counts[0], failed + counts[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
