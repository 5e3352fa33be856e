"""What the file says about itself: title and makers, twice, and what its colours mean."""

from __future__ import annotations

import re
from functools import cache

from handouts import __version__
from handouts.data import builtin
from handouts.layout.page import LaidOut
from handouts.pdf.objects import deflated, stream, text

_PRODUCER = "ReportLab"
_CREATOR = f"handouts {__version__}"
_DATE, INFO_DATE = "2000-01-01T00:00:00Z", "D:20000101000000Z"  # a fixed day: the same input makes the same bytes
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_UNWRITABLE = re.compile("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")  # in XML 1.0, 2.2

# what red, green and blue mean
INTENT = (
    b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>"
)
ALONE, WITH_FILES = 2, 3  # parts of ISO 19005: a file that has others in it follows the third

_HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
)
# PDF/A wants every property outside its own list described; this describes `pdfuaid:part`
_EXTENSION = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
)


def xmp(sheets: LaidOut, archive_part: int = ALONE) -> bytes:
    """Write the metadata: PDF/UA-1, and level A of a part of PDF/A."""
    alternative = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
    parts = [
        _HEAD,
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{alternative.format(_escaped(sheets.title))}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{_escaped(sheets.language)}</rdf:li></rdf:Bag></dc:language>",
    ]
    if sheets.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{_escaped(sheets.author)}</rdf:li></rdf:Seq></dc:creator>")
    if sheets.subject:
        parts.append(f"<dc:description>{alternative.format(_escaped(sheets.subject))}</dc:description>")
    parts += [
        f"<xmp:CreateDate>{_DATE}</xmp:CreateDate><xmp:ModifyDate>{_DATE}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{_escaped(_CREATOR)}</xmp:CreatorTool><pdf:Producer>{_escaped(_PRODUCER)}</pdf:Producer>",
        f"<pdfuaid:part>1</pdfuaid:part><pdfaid:part>{archive_part}</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "</rdf:Description>\n",
        _EXTENSION,
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>',
    ]
    return stream(b"/Type/Metadata/Subtype/XML", "".join(parts).encode())


def _escaped(value: str) -> str:
    return _UNWRITABLE.sub("", value).translate(_ESCAPES)


def info(sheets: LaidOut) -> bytes:
    """Write the older form of the metadata, which says the same."""
    entries = {"Title": sheets.title, "Author": sheets.author, "Subject": sheets.subject}
    entries |= {"Creator": _CREATOR, "Producer": _PRODUCER, "CreationDate": INFO_DATE, "ModDate": INFO_DATE}
    written = b"".join(b"/%s%s" % (key.encode(), text(value)) for key, value in entries.items() if value)
    return b"<<%s>>" % written


@cache  # every file has it
def profile() -> bytes:
    """Return the colour profile sRGB as a stream."""
    return deflated(b"/N 3", (builtin() / "assets" / "color" / "sRGB.icc").read_bytes())
