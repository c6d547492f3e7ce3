"""What is known of Python packages: from their metadata if they are installed, otherwise from the index.

Reads {"packages": [[name, version]], "folders": [site-packages], "index": the URL of the simple API} and prints {"name==version": facts}, with what the
metadata say of the licence, the installed bytes, the newest release and its day; what is not known is left out.
"""

import json
import re
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distributions

asked = json.load(sys.stdin)
index = re.sub(r"/simple/?$", "", asked["index"])


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


installed = {(plain(one.metadata["Name"]), one.version): one for one in distributions(path=asked["folders"])}


def fetch(name):
    try:
        with urllib.request.urlopen(f"{index}/pypi/{name}/json", timeout=30) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None


def read(package):
    name, version = package
    facts = {}
    page = fetch(name)
    if page:
        info = page["info"]
        facts["newest"] = info["version"]
        days = [file["upload_time"][:10] for file in page["urls"] if file.get("upload_time")]
        if days:
            facts["released"] = min(days)
        sizes = [file["size"] for file in page.get("releases", {}).get(version, []) if file["filename"].endswith(".whl")]
        if sizes:
            facts["packed"] = max(sizes)
        facts["told"] = {
            "expression": info.get("license_expression"),
            "text": info.get("license") or "",
            "classifiers": [one for one in info.get("classifiers", []) if one.startswith("License ::")],
        }
    here = installed.get((plain(name), version))
    if here:
        facts["bytes"] = sum(file.size or 0 for file in here.files or [])
        facts["told"] = {
            "expression": here.metadata.get("License-Expression"),
            "text": here.metadata.get("License") or "",
            "classifiers": [one for one in here.metadata.get_all("Classifier", []) if one.startswith("License ::")],
        }
    return facts


with ThreadPoolExecutor(8) as pool:
    found = dict(zip((f"{name}=={version}" for name, version in asked["packages"]), pool.map(read, asked["packages"])))
json.dump(found, sys.stdout)
