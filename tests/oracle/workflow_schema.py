"""Holds the shipped workflows against the JSON Schemas that `ogp workflow schema` prints, in both drafts, with Python's
jsonschema as judge; and, as a control, one that is wrong."""

import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """Dates stay texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_json(value):
    """Keys are texts in JSON, numbers too."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def schema(program, kind, draft):
    output = subprocess.run([program, "workflow", "schema", "--kind", kind, "--draft", draft], check=True, capture_output=True)
    return json.loads(output.stdout)


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = 0
    files = sorted(source.glob("workflows/**/*.yaml")) + [source / "tests/data/workflows/records.yaml"]
    for draft, judge in (("2020-12", jsonschema.Draft202012Validator), ("07", jsonschema.Draft7Validator)):
        validators = {}
        for kind in ("case_type", "fragment", "roles", "calendar", "workflow_test"):
            made = schema(program, kind, draft)
            judge.check_schema(made)
            validators[kind] = judge(made)
        for path in files:
            content = as_json(yaml.load(path.read_text(encoding="utf-8"), Loader))
            if content["kind"] not in validators:
                continue
            for error in validators[content["kind"]].iter_errors(content):
                print(f"{path.relative_to(source)} (draft {draft}): {list(error.absolute_path)}: {error.message}")
                wrong += 1
        control = as_json(yaml.load(files[-1].read_text(encoding="utf-8"), Loader))
        control["slas"]["answer"]["reopen"] = "perhaps"
        control["fields"]["code"].pop("privacy")
        if len(list(validators["case_type"].iter_errors(control))) != 2:
            print(f"draft {draft}: two planted mistakes are not found")
            wrong += 1
    sys.exit(1 if wrong else 0)


main()
