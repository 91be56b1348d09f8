"""Write a graph as Turtle, RDF/XML and JSON-LD: the same graph to the same bytes, in the order in which it was made.

rdflib's own writers of Turtle and JSON-LD sort and count first, which takes many times as long, and the second
keeps no order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node


def empty_graph(prefixes: Mapping[str, str]) -> Graph:
    """Return a graph that keeps the order in which it is told things, and knows these prefixes alone."""
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def turtle_of(graph: Graph) -> bytes:
    """Return a graph without blank nodes as Turtle (RDF 1.1)."""
    names = _names(graph)
    parts = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in graph.namespaces()]
    for subject in dict.fromkeys(graph.subjects()):
        stated = [
            f"{names(name)} {f'<{thing}>' if isinstance(thing, URIRef) else _turtle_literal(thing, names)}"
            for name, thing in graph.predicate_objects(subject)
        ]
        parts.append(f"\n<{subject}> " + " ;\n    ".join(stated) + " .\n")
    return "".join(parts).encode("utf-8")


def rdf_xml_of(graph: Graph) -> bytes:
    """Return a graph as RDF/XML."""
    return graph.serialize(format="xml", encoding="utf-8")


def json_ld_of(graph: Graph) -> bytes:
    """Return a graph without blank nodes as JSON-LD 1.1, a line for each thing in it."""
    names = _names(graph)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = []
    for subject in dict.fromkeys(graph.subjects()):
        node: dict[str, Any] = {"@id": subject}
        for name, thing in graph.predicate_objects(subject):
            if name == RDF.type:
                node.setdefault("@type", []).append(names(thing))
            else:
                node.setdefault(names(name), []).append(_json_value(thing, names))
        lines.append(encode(node))
    context = encode({prefix: str(namespace) for prefix, namespace in graph.namespaces()})
    nodes = ",\n".join(lines)
    return f'{{"@context":{context},\n"@graph":[\n{nodes}\n]}}\n'.encode()


def _names(graph: Graph) -> Callable[[Node], str]:
    """Return a way to shorten the address of a term by a prefix, each once."""
    return cache(graph.namespace_manager.qname_strict)


def _turtle_literal(thing: Node, names: Callable[[Node], str]) -> str:
    assert isinstance(thing, Literal)
    text = json.dumps(thing, ensure_ascii=False)  # the escapes of JSON are all Turtle's too
    return (
        f"{text}@{thing.language}" if thing.language else f"{text}^^{names(thing.datatype)}" if thing.datatype else text
    )


def _json_value(thing: Node, names: Callable[[Node], str]) -> Any:
    if not isinstance(thing, Literal):
        return {"@id": thing}
    if thing.language:
        return {"@value": thing, "@language": thing.language}
    return {"@value": thing, "@type": names(thing.datatype)} if thing.datatype else str(thing)


FORMS: Mapping[str, Callable[[Graph], bytes]] = {"ttl": turtle_of, "rdf": rdf_xml_of, "jsonld": json_ld_of}
"""How a graph is written, by the ending of the file."""
