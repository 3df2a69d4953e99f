"""Which format a file is in, by what it holds; its name only helps to word a refusal."""

import re

from stakeholders.graph.formats import xml_files, zips
from stakeholders.graph.formats.decode import encoding_of
from stakeholders.graph.formats.exchange import FormatError
from stakeholders.graph.formats.values import short

READABLE = "XLSX, CSV, GraphML, GEXF, Pajek .net, UCINET DL, atau JSON"

_PAJEK = re.compile(
    r"\*(vertices|network|arcs|edges|arcslist|edgeslist|matrix|partition|vector)\b", re.IGNORECASE
)
_PAJEK_LATER = re.compile(rb"^\s*\*vertices\b", re.IGNORECASE | re.MULTILINE)
_DL = re.compile(r"dl\b(?!\s*[,;])", re.IGNORECASE)
_GML = re.compile(r"graph\s*\[|creator\s+\"", re.IGNORECASE)
_HEAD = 1 << 16
_BINARY = {
    b"\xd0\xcf\x11\xe0": "Ini format Excel lama (.xls) atau berkas berkata sandi; buka di Excel "
    "lalu simpan sebagai XLSX tanpa kata sandi.",
    b"%PDF": f"Ini berkas PDF, bukan data; pilih berkas {READABLE}.",
    b"\x89PNG": f"Ini gambar, bukan data; pilih berkas {READABLE}.",
    b"\xff\xd8\xff": f"Ini gambar, bukan data; pilih berkas {READABLE}.",
    b"\x1f\x8b": "Berkas ini dimampatkan (gzip); ekstrak dulu, lalu unggah isinya.",
    b"Rar!": "Berkas ini arsip RAR; ekstrak dulu, lalu unggah isinya.",
    b"7z\xbc\xaf": "Berkas ini arsip 7z; ekstrak dulu, lalu unggah isinya.",
    b"##UCINET": "Berkas UCINET ##h/##d tidak dibaca; di UCINET pilih Data, Export, DL.",
}


def sniff(content: bytes, *, name: str = "") -> str:
    """``xlsx``, ``csv-zip``, ``graphml``, ``gexf``, ``html``, ``json``, ``pajek``, ``ucinet-dl`` or
    ``csv``.

    Raises
    ------
    FormatError
        For what is none of these, with what to do instead.
    """
    for magic, reason in _BINARY.items():
        if content.startswith(magic):
            raise FormatError(reason)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(content)
    encoding = encoding_of(content) if not _looks_like_xml(content) else ""
    head = _head(content, encoding) if encoding else "<"
    if head.startswith("<"):
        return _in_xml(content)
    if head.startswith(("{", "[")):
        return "json"
    if _PAJEK.match(head) or (_is_pajek_name(name) and _PAJEK_LATER.search(content)):
        return "pajek"
    if _DL.match(head):
        return "ucinet-dl"
    if _GML.match(head):
        raise FormatError("Berkas ini berformat GML; simpan sebagai GraphML dari program asalnya.")
    return "csv"


def _is_pajek_name(name: str) -> bool:
    return name.lower().endswith((".net", ".paj"))


def _looks_like_xml(content: bytes) -> bool:
    """XML names its own encoding, so that it must not be decoded here."""
    head = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return head.startswith((b"<?xml", b"<\0?\0", b"<graphml", b"<gexf"))


def _head(content: bytes, encoding: str) -> str:
    """The beginning of the first line that says something and is no comment of Pajek's."""
    for line in content[:_HEAD].decode(encoding, errors="ignore").splitlines():
        text = line.strip("\ufeff \t\r\n")
        if text and not text.startswith(("%", "/*")):
            return text[:1000]
    return ""


def _in_xml(content: bytes) -> str:
    root = xml_files.root(content)
    if root in ("graphml", "gexf"):
        return root
    if root in ("html", "table") or re.match(
        rb"\s*(<!doctype html|<table|<html)", content, re.IGNORECASE
    ):
        return "html"
    if root == "":
        return _unreadable_xml(content)
    hint = {
        "graph": "Untuk berkas XGMML dari Cytoscape, ekspor jejaringnya sebagai GraphML.",
        "workbook": "Buka di Excel, lalu simpan sebagai XLSX.",
        "svg": "Ini gambar, bukan data.",
    }.get(root, "Simpan sebagai GraphML atau GEXF dari program asalnya.")
    raise FormatError(f"Berkas XML ini (<{short(root)}>) bukan jejaring yang dapat dibaca. {hint}")


def _unreadable_xml(content: bytes) -> str:
    """Let the reader that its words point to say what is wrong."""
    return "gexf" if b"<gexf" in content[:4096] else "graphml"


def _in_zip(content: bytes) -> str:
    inside = zips.Archive(content).names
    if "xl/workbook.xml" in inside or "[Content_Types].xml" in inside:
        return "xlsx"
    if any(each.lower().endswith((".csv", ".tsv")) for each in inside):
        return "csv-zip"
    if "content.xml" in inside:
        raise FormatError("Berkas ini OpenDocument (.ods); buka lalu simpan sebagai XLSX.")
    if any(each.endswith((".cysession", "session.xml", "cysession.xml")) for each in inside):
        raise FormatError("Ini sesi Cytoscape (.cys); ekspor jejaringnya sebagai GraphML.")
    raise FormatError(f"Zip ini tidak memuat data jejaring; pilih berkas {READABLE}.")
