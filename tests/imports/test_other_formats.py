"""Files that are no report: each is named in words, and nothing else is taken for one of them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from gsef_tui.imports.file_formats import format_of
from gsef_tui.storage.errors import UnreadableFile

from .word_documents import docx_of, paragraph


def ole_of(*streams: str) -> bytes:
    """An OLE file with a directory of these streams."""
    entries = b""
    for name in ("Root Entry", *streams):
        coded = (name + "\0").encode("utf-16-le")
        entries += coded.ljust(64, b"\0") + len(coded).to_bytes(2, "little") + b"\x02" + b"\0" * 61
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(512, b"\0")


def zip_of(*names: str, **said: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in [*said.items(), *((name, "") for name in names)]:
            archive.writestr(name, text)
    return out.getvalue()


def encrypted_zip() -> bytes:
    """A packed file whose entries need a password, by their flags."""
    data = bytearray(zip_of("content.xml"))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


ENCRYPTED = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'

OTHERS: dict[str, tuple[bytes, str]] = {
    "docx-password": (ole_of("EncryptionInfo", "EncryptedPackage"), "protected by a password"),
    "odt-password": (
        zip_of("content.xml", **{"META-INF/manifest.xml": ENCRYPTED}), "protected by a password"
    ),
    "zip-password": (encrypted_zip(), "protected by a password"),
    "doc": (ole_of("1Table", "WordDocument"), "an old Word document (DOC)"),
    "hwp": (ole_of("FileHeader", "\x05HwpSummaryInformation"), "a Hancom document (HWP)"),
    "hwp-3": (b"HWP Document File V3.00 \x1a\x01", "a Hancom document (HWP)"),
    "xls": (ole_of("Workbook"), "an old spreadsheet (XLS)"),
    "ppt": (ole_of("PowerPoint Document"), "old slides (PPT)"),
    "msg": (ole_of("__properties_version1.0"), "a mail of Outlook (MSG)"),
    "ole": (ole_of("Something"), "a file of an old Office program"),
    "hwpx": (zip_of("Contents/section0.xml", mimetype="application/hwp+zip"), "document (HWPX)"),
    "hwpx-unmarked": (zip_of("Contents/section0.xml"), "a Hancom document (HWPX)"),
    "pages": (zip_of("Index/Document.iwa", "Metadata/Properties.plist"), "a document of Pages"),
    "pages-09": (zip_of("index.xml", "buildVersionHistory.plist"), "a document of Pages"),
    "xlsx": (zip_of("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet (XLSX)"),
    "pptx": (zip_of("[Content_Types].xml", "ppt/presentation.xml"), "slides (PPTX)"),
    "ods": (
        zip_of("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "a spreadsheet (ODS)",
    ),
    "epub": (zip_of("a.opf", mimetype="application/epub+zip"), "an electronic book (EPUB)"),
    "zip": (zip_of("a.txt"), "a packed file of another kind"),
    "mhtml": (
        b"From: <Saved by Blink>\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x\r\n<html>",
        "(MHTML)",
    ),
    "mail": (b"Received: from a\n by b\nMIME-Version: 1.0\n\nSee <html>", "or a mail"),
    "rtf": (b"{\\rtf1\\ansi Participants}", "rich text (RTF)"),
    "pdf": (b"\xef\xbb\xbf%PDF-1.7", "a PDF has no text in order"),
    "word-2003": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
        b'<w:wordDocument xmlns:w="x">', "a Word document as XML",
    ),
    "flat-opc": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x">', "a Word document as XML"),
    "fodt": (b'<?xml version="1.0"?>\n<office:document>', "an ODT as XML (FODT)"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
    "ics": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a calendar (ICS)"),
    "vcf": (b"BEGIN:VCARD\nFN:Ada\n", "an address card (VCF)"),
    "vtt": (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nun\n", "a transcript of a call"),
    "srt": (b"1\n00:00:01,000 --> 00:00:02,000\nun\n", "a transcript of a call"),
    "captions": (b"19:20:21 un mot\n19:20:25 deux\n19:20:30\n", "a transcript of a call"),
    "captions-names": (
        "[Zoé Lind] 19:20:21\nun\n\n[Ada] 19:20:24\ndeux\n\n[Ada] 19:20:25\ntrois\n".encode(),
        "a transcript of a call",
    ),
    "chat": (
        b"08:57:39 From  Ada Brook  to  Everyone : oui\n08:58:00 From Zo to Everyone: non\n"
        b"08:59:01\t From Ada : bien\n", "the chat of a call",
    ),
    "json": (b'{"schedule": {"version": "1"}}', "JSON, not a report"),
    "json-cut": (b'{\n  "schedule": {"days": [', "JSON, not a report"),
    "csv": (b"a;b;c\n1;2;3\n4;;6\n", "a table (CSV)"),
    "csv-quoted": (b'#,Question,Asker,Answer\n1,"Why, and how?",Ada,\n2,Who?,,"a\nb"\n', "(CSV)"),
    "csv-below-lines": (
        b'Question Report\n\nQuestion Details\n#,Question,Asker,Answer\n1,Who?,,oui\n2,Why?,,\n',
        "a table (CSV)",
    ),
    "tsv": (b"a\tb\tc\n1\t2\t3\n4\t5\t6\n", "a table (CSV)"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_report_is_named(kind: str) -> None:
    data, named = OTHERS[kind]
    with pytest.raises(UnreadableFile) as refused:
        format_of(data, "a file")
    sentence = str(refused.value)
    assert sentence.startswith("a file: ")
    assert named in sentence
    assert "\n" not in sentence


def test_a_table_is_known_by_its_name() -> None:
    with pytest.raises(UnreadableFile, match="a table"):
        format_of(b"Ada Brook, Ward\n", "people.CSV")


@pytest.mark.parametrize(
    "report",
    [
        "Ada Brook, Ward, France\nZoé Lind, Coop, Suède\nBob Lee, Other, Kenya\n",
        "De: la mairie ; à: tous ; objet: le prix\n",
        "Subject: Report\nDate: 4 May\n\nParticipants\n",
        "14:00 Opening\n14:10 Ada Brook: solar roofs\nQuestions were asked.\n15:30 End\nThanks.\n",
        "14:00 Opening\n14:10 From Ada: solar roofs\n14:50 Questions\n15:30 End\n",
        "[Ada Brook] said yes.\n",
        "[1] said Ada.\n",
        '["Le prix"] dit Ada.\n',
        "{note}\nParticipants\n",
        "[photo.png] La salle\n",
        "Titre : un ; deux ; trois\n\nParticipants\n",
        "Titre\tDate\tLieu\n",
        "<https://example.org> Report\n",
        "Participants\nIntervenant(e)s\tAda\nModération\tZoé\n",
    ],
)
def test_a_report_is_not_taken_for_another_kind(report: str) -> None:
    assert format_of(report.encode(), "report.txt") == "text"


def test_a_document_that_was_packed_by_hand_is_a_document() -> None:
    data = docx_of(paragraph("EncryptedPackage WordDocument mimetype"))
    assert format_of(data, "a.docx") == "docx"
