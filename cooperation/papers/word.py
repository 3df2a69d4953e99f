"""A paper as DOCX that officials go on editing in Word: real paragraphs, tables and page fields."""

import io
from functools import singledispatchmethod

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cooperation.papers import blocks
from cooperation.papers.facts import Paper
from cooperation.papers.pdf import SIZES, mark_of
from cooperation.papers.words import LONG_DOTS
from stakeholders.presenters.typesetting import printable

# What UU 12/2011 sets regulations in; Word and LibreOffice have it or a likeness.
FONT = "Bookman Old Style"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
LEFT, RIGHT, TOP, BOTTOM = 27, 22, 22, 24
SIGN_HERE = f"({LONG_DOTS})"


def docx_of(paper: Paper, size: str) -> bytes:
    """The paper on sheets of ``size``, without a template of the kabupaten."""
    document = Document()
    set_up(document)
    set_size(document, size)
    section = document.sections[0]
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    if mark := mark_of(paper):
        head = section.header.paragraphs[0]
        head.alignment = ALIGN["right"]
        head.add_run(mark).font.size = Pt(8)
    write_foot(section, paper.digest)
    writer = Writer(document, usable_width(section))
    for block in paper.blocks:
        writer.write(block)
    return saved(document, paper)


def saved(document, paper) -> bytes:
    """The bytes, with a title and nothing that tells of who made it."""
    about = document.core_properties
    about.title, about.author, about.comments = paper.name, "Jejaring", ""
    about.last_modified_by, about.keywords = "Jejaring", ""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def set_size(document, size: str) -> None:
    """Give every section the sheet; margins stay."""
    width, height = SIZES[size]
    for section in document.sections:
        section.page_width, section.page_height = Mm(width), Mm(height)


def usable_width(section) -> int:
    """Between the margins, in the units of python-docx."""
    return section.page_width - section.left_margin - section.right_margin


def write_foot(section, digest: str) -> None:
    """The digest of the chain and the page number at the foot of every page."""
    foot = section.footer
    line = foot.paragraphs[0]
    if line.text.strip():
        line = foot.add_paragraph()
    _top_border(line)
    line.paragraph_format.tab_stops.add_tab_stop(usable_width(section), WD_TAB_ALIGNMENT.RIGHT)
    if digest:
        line.add_run("Sidik riwayat: ").font.size = Pt(7)
        run = line.add_run(digest)
        run.font.size, run.font.name = Pt(6), "Courier New"
    line.add_run("\tHalaman ").font.size = Pt(7)
    _field(line, "PAGE")
    line.add_run(" dari ").font.size = Pt(7)
    _field(line, "NUMPAGES")


class Writer:
    """Writes blocks at the end of a document, or before ``anchor`` (a paragraph element)."""

    def __init__(self, document, width: int, anchor=None) -> None:
        self.document, self.width, self.anchor = document, width, anchor

    @singledispatchmethod
    def write(self, block) -> None:
        raise TypeError(type(block))

    # --- pieces ---

    def _paragraph(self, text="", *, align="left", bold=False, after=4, before=0, keep=False):
        paragraph = self.document.add_paragraph()
        self._settle(paragraph._p)
        paragraph.alignment = ALIGN[align]
        form = paragraph.paragraph_format
        form.space_after, form.space_before, form.keep_with_next = Pt(after), Pt(before), keep
        _lines(paragraph, text, bold=bold)
        return paragraph

    def _table(self, rows, widths, *, lines=False):
        table = self.document.add_table(rows=rows, cols=len(widths))
        self._settle(table._tbl)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        if lines:
            table.style = "Table Grid" if "Table Grid" in self.document.styles else table.style
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(width)  # Word reads the cells, LibreOffice the columns
            for cell in column.cells:
                cell.width = int(width)
        return table

    def _gap(self, height=2):
        """What parts a table from what follows; a table must not touch another one."""
        form = self._paragraph(after=0).paragraph_format
        form.line_spacing = Pt(height)

    def _settle(self, element):
        if self.anchor is not None:
            self.anchor.addprevious(element)

    def _marked(self, items, *, indent=0):
        """Items with hanging marks, as text: Word's own numbering breaks when it is edited."""
        for mark, text in items:
            paragraph = self._paragraph(f"{mark}\t{text}" if mark else text, align="justify")
            form = paragraph.paragraph_format
            form.left_indent = Mm(indent + (9 if mark else 0))
            if mark:
                form.first_line_indent = Mm(-9)
                form.tab_stops.add_tab_stop(Mm(indent + 9))

    # --- blocks ---

    @write.register
    def _(self, block: blocks.Crest):
        self._emblem(block.emblem, 24)
        if block.lines:
            self._paragraph(block.lines, align="center", bold=True, after=10)

    @write.register
    def _(self, block: blocks.Kop):
        table = self._table(1, (Mm(26), self.width - Mm(26) - Mm(10), Mm(10)))
        left, middle, _right = table.rows[0].cells
        if block.emblem:
            run = left.paragraphs[0].add_run()
            run.add_picture(io.BytesIO(block.emblem), height=Mm(22))
        paragraph = middle.paragraphs[0]
        paragraph.alignment = ALIGN["center"]
        for number, line in enumerate(block.lines):
            run = paragraph.add_run(printable(line) + "\n")
            run.bold = True
            run.font.size = Pt(15 if number == len(block.lines) - 1 else 12.5)
        paragraph.add_run(printable(block.address)).font.size = Pt(9)
        _double_border(self._paragraph(after=2))

    def _emblem(self, emblem, height):
        if emblem:
            paragraph = self._paragraph(align="center")
            paragraph.add_run().add_picture(io.BytesIO(emblem), height=Mm(height))

    @write.register
    def _(self, block: blocks.Centred):
        paragraph = self._paragraph(
            block.lines, align="center", bold=block.bold, before=4, after=3 if block.tight else 9,
            keep=True,
        )  # fmt: skip
        if block.underlined:
            for run in paragraph.runs:
                run.underline = True

    @write.register
    def _(self, block: blocks.Numbers):
        half = -(-len(block.rows) // 2)
        table = self._table(half, [self.width * share for share in (0.17, 0.33, 0.17, 0.33)])
        for number, (who, line) in enumerate(block.rows):
            cells = table.rows[number // 2].cells
            at = 2 * (number % 2)
            _small(cells[at].paragraphs[0], who)
            _small(cells[at + 1].paragraphs[0], line, bold=True)
        self._gap()

    @write.register
    def _(self, block: blocks.Recital):
        rows = len(block.items)
        table = self._table(rows, (Mm(29), Mm(5), Mm(9), self.width - Mm(43)))
        _lines(table.rows[0].cells[0].paragraphs[0], block.label)
        _lines(table.rows[0].cells[1].paragraphs[0], ":")
        for row, (mark, text) in zip(table.rows, block.items, strict=True):
            cell = row.cells[3] if mark else row.cells[2].merge(row.cells[3])
            _lines(row.cells[2].paragraphs[0], mark)
            cell.paragraphs[0].alignment = ALIGN["justify"]
            _lines(cell.paragraphs[0], text)
            for each in row.cells:
                each.paragraphs[0].paragraph_format.space_after = Pt(3)
        self._gap()

    @write.register
    def _(self, block: blocks.Chapter):
        self._paragraph(
            (block.number, block.title), align="center", bold=True, before=12, after=6, keep=True
        )

    @write.register
    def _(self, block: blocks.Article):
        lines = (block.number, block.title) if block.title else (block.number,)
        bold = bool(block.title)
        self._paragraph(lines, align="center", bold=bold, before=6, after=4, keep=True)
        self._marked(block.items)

    @write.register
    def _(self, block: blocks.Words):
        paragraph = self._paragraph(tuple(block.text.split("\n")), align=block.align, after=6)
        if block.indent:
            paragraph.paragraph_format.first_line_indent = Mm(10)

    @write.register
    def _(self, block: blocks.Listed):
        self._marked(block.items, indent=5)

    @write.register
    def _(self, block: blocks.Facts):
        table = self._table(len(block.rows), (Mm(50), Mm(5), self.width - Mm(55)))
        for row, (label, value) in zip(table.rows, block.rows, strict=True):
            for cell, text in zip(row.cells, (label, ":", value), strict=True):
                _lines(cell.paragraphs[0], text)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        self._gap()

    @write.register
    def _(self, block: blocks.Grid):
        table = self._table(
            1 + len(block.rows), [self.width * share for share in block.widths], lines=True
        )
        _repeated(table.rows[0])
        for row, texts in zip(table.rows, (block.head, *block.rows), strict=True):
            is_head = texts is block.head
            if block.tall and not is_head:
                row.height, row.height_rule = Mm(9), WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell, text in zip(row.cells, texts, strict=True):
                _small(cell.paragraphs[0], text, bold=is_head)
        self._gap(9)

    @write.register
    def _(self, block: blocks.Lines):
        for _ in range(block.count):
            paragraph = self._paragraph("\t", after=4)
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                self.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )

    @write.register
    def _(self, block: blocks.Signatures):
        if block.heading:
            self._paragraph(block.heading, align="center", bold=True, before=14, after=6, keep=True)
        if block.above:
            placed = self._paragraph(block.above, before=10, keep=True)
            placed.paragraph_format.left_indent = int(self.width * 0.58)
        rows = -(-len(block.cells) // block.columns)
        table = self._table(rows, [self.width / block.columns] * block.columns)
        for number, cell in enumerate(block.cells):
            _sign(table.rows[number // block.columns].cells[number % block.columns], cell)
        for row in table.rows:
            _unbroken(row)
        self._gap()

    @write.register
    def _(self, block: blocks.Break):
        self._paragraph().add_run().add_break(WD_BREAK.PAGE)


# --- small things -------------------------------------------------------------------------------


def _lines(paragraph, text, *, bold=False):
    """Text into a paragraph; a tuple is one line each."""
    for number, line in enumerate((text,) if isinstance(text, str) else text):
        if number:
            paragraph.runs[-1].add_break()
        paragraph.add_run(printable(line)).bold = bold or None


def _small(paragraph, text, *, bold=False):
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = Pt(10), bold or None


def _sign(cell, signature):
    cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN["center"]
    if not signature.who:
        return
    for line in signature.above:
        _small(paragraph, line + "\n")
    _small(paragraph, signature.who, bold=True)
    space = cell.add_paragraph()
    space.alignment = ALIGN["center"]
    _small(space, "\n[meterai]\n" if signature.stamp else "\n\n\n")
    last = cell.add_paragraph()
    last.alignment = ALIGN["center"]
    _small(last, SIGN_HERE)
    for line in signature.below:
        _small(last, "\n" + line)
    last.paragraph_format.space_after = Pt(14)


def _field(paragraph, name):
    """A field that Word fills in itself."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(7)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = name
        run._r.append(mark)


def _border(paragraph, side, style, size):
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", style), ("sz", size), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _top_border(paragraph):
    _border(paragraph, "top", "single", "4")


def _double_border(paragraph):
    _border(paragraph, "top", "thickThinSmallGap", "18")


def _flag(row, name):
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _repeated(row):
    _flag(row, "w:tblHeader")


def _unbroken(row):
    _flag(row, "w:cantSplit")


def set_up(document) -> None:
    """The look of plain paragraphs, and the language for Word's spelling."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.rPr.append(language)
    form = normal.paragraph_format
    form.space_after, form.space_before, form.line_spacing = Pt(0), Pt(0), 1.1
