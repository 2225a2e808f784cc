"""Writes what PyYAML (YAML 1.1) reads in the YAML texts of a file, a JSON list, in Python and with libyaml:

    python3 pyyaml.py texts.json readings

One line for each text: { "python": …, "libyaml": … }. What JSON does not have, and what cannot be read, is
{ "!": "what it is" }.
"""

import json
import sys

import yaml

LOADERS = {"python": yaml.SafeLoader, "libyaml": getattr(yaml, "CSafeLoader", yaml.SafeLoader)}


def plain(value):
    if isinstance(value, dict):
        odd = [key for key in value if not isinstance(key, str)]
        if odd:
            return {"!": f"the key {odd[0]!r}"}
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float) and abs(value) < float("inf"):
        return value
    return {"!": f"{type(value).__name__} {value!r}"}


def read(text, loader):
    try:
        return plain(yaml.load(text, Loader=loader))
    except (yaml.YAMLError, ValueError) as error:
        return {"!": str(error)}


with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    for text in texts:
        print(json.dumps({name: read(text, loader) for name, loader in LOADERS.items()}), file=file)
