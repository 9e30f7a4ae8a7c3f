"""Reads an OpenAPI document from standard input and writes `valid`, or fails with what is wrong."""

import json
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator

OpenAPIV31SpecValidator(json.load(sys.stdin)).validate()
print("valid")
