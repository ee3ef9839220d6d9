#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings translations/providers_<language>.ts up to date with resources/providers: labels, help, notes and choices of
the descriptors, and the display names of the generic ones. Translations that are there stay, new texts come in
unfinished, texts that no descriptor holds any more go. What the practice provider says in its own words is listed here.
Usage: translations/update_providers.py [language]   (de)"""
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PRACTICE = ["Practice provider", "Sign in through the browser",
            "A sign-in page on this computer. Tokens live 60 seconds, so that you can watch them being renewed.", "Client id",
            "Any real provider gives you one when you register an app. Here it is always the same.",
            "Nothing here leaves this computer. The vault is thrown away when you close the window."]


def texts_of(provider):
    if provider["category"] == "generic":
        yield provider["display_name"]
    for method in provider["methods"]:
        yield from (method.get("label"), method.get("help"))
        for field in method.get("fields", []):
            yield from (field.get("label"), field.get("help"))
    for parameter in provider.get("url_parameters", []):
        yield from (parameter.get("label"), parameter.get("help"), *parameter.get("choices", []))
    yield from provider.get("notes", [])


def main(language):
    wanted = dict.fromkeys(PRACTICE)
    for path in sorted((ROOT / "resources/providers").glob("*.json")):
        wanted.update(dict.fromkeys(text for text in texts_of(json.loads(path.read_text())) if text))
    catalogue = ROOT / f"translations/providers_{language}.ts"
    known = {}
    if catalogue.exists():
        for message in ElementTree.parse(catalogue).iter("message"):
            known[message.findtext("source")] = message.findtext("translation") or ""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
             f'<TS version="2.1" language="{language}">', "<context>", "    <name>providers</name>"]
    for text in wanted:
        translation = known.get(text, "")
        mark = "" if translation else ' type="unfinished"'
        lines += ["    <message>", f"        <source>{escape(text)}</source>",
                  f"        <translation{mark}>{escape(translation)}</translation>", "    </message>"]
    catalogue.write_text("\n".join([*lines, "</context>", "</TS>"]) + "\n")
    missing = [text for text in wanted if not known.get(text)]
    print(f"{len(wanted)} texts, {len(missing)} without a translation")


main(sys.argv[1] if len(sys.argv) > 1 else "de")
