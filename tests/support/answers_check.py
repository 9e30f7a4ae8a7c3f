"""Checks answers against the schemas that an OpenAPI 3.1 document gives for them.

Reads {"document": …, "answers": {path: body}} from standard input; fails with the first answer that is not as described. Objects may hold
nothing that is not described.
"""

import json
import sys

from jsonschema import Draft202012Validator

given = json.load(sys.stdin)
document = given["document"]


def check(path, body):
    answer = document["paths"][path]["get"]["responses"]["200"]
    schema = dict(answer["content"]["application/json"]["schema"])
    schema["components"] = document["components"]
    errors = list(Draft202012Validator(schema).iter_errors(body))
    if errors:
        worst = errors[0]
        sys.exit(f"{path}: {worst.message[:500]} at {list(worst.absolute_path)}")
    described = document["components"]["schemas"]
    undescribed = unknown_keys(schema, body, described)
    if undescribed:
        sys.exit(f"{path}: not described: {sorted(undescribed)}")


def properties(schema, described):
    """Every property of a schema, through references and compositions; None where any key may stand."""
    if "$ref" in schema:
        return properties(described[schema["$ref"].split("/")[-1]], described)
    found = dict(schema.get("properties", {}))
    if schema.get("additionalProperties"):
        return None
    for part in schema.get("allOf", []) + schema.get("oneOf", []) + schema.get("anyOf", []):
        more = properties(part, described)
        if more is None:
            return None
        found.update(more)
    return found


def items_of(schema, described):
    if "$ref" in schema:
        return items_of(described[schema["$ref"].split("/")[-1]], described)
    if "items" in schema:
        return schema["items"]
    for part in schema.get("oneOf", []) + schema.get("anyOf", []):
        found = items_of(part, described)
        if found:
            return found
    return None


def unknown_keys(schema, body, described):
    if isinstance(body, list):
        item = items_of(schema, described) or {}
        return set().union(*(unknown_keys(item, value, described) for value in body))
    if not isinstance(body, dict):
        return set()
    known = properties(schema, described)
    if known is None:
        return set()
    unknown = set(body) - set(known)
    for key in set(body) & set(known):
        unknown |= unknown_keys(known[key], body[key], described)
    return unknown


for path, body in given["answers"].items():
    check(path, body)
print(len(given["answers"]), "answers as described")
