"""Pages, Word documents and PDFs as the tests make them, read to text and cut to clauses; and what nobody sees left out.

Each holds the same policy, so each must give the same clauses.
"""

from pathlib import Path

from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from reportlab.lib.colors import black, darkblue, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from index import build
from index.read import Source, read

TITLE = "嘉兴市人民政府关于推进健康嘉兴行动的实施意见"
GOAL = "到2030年，居民健康素养水平达到35%以上，15岁以上人群吸烟率控制在20%以下，人均预期寿命达到82.5岁。" * 3
DUTY = "全面实施健康知识普及行动，建立健康科普专家库和资源库，完善健康科普知识发布和传播机制。（责任单位：市卫生健康委、市教育局）"
HEADER = ("类别", "指标", "2025年", "2030年")
ROWS = (
    ("健康水平", "人均预期寿命（岁）", "81.35", "≥82.5"),
    ("", "婴儿死亡率（‰）", "≤3.5", "≤3.0"),
    ("健康生活", "居民健康素养水平（%）", "≥32", "≥35"),
)
HIDDEN = "本市目标以五十为准"
TEXT = [TITLE, "一、主要目标", GOAL, "二、主要任务", f"（一）健康知识普及行动。{DUTY}", "附件", "主要指标表"]
TABLE = ["\t".join(row) for row in (HEADER, *ROWS)]


def check(source: Source) -> None:
    """The text line by line, and the clauses that it is cut into."""
    assert source.text.splitlines() == TEXT + TABLE
    assert any(HIDDEN in piece for piece in source.hidden)
    made = build.document("jiaxing", source.text, source.sha256, None, (), "jiaxing")
    assert [h.title for h in made.outline.headings] == [TITLE, "一、主要目标", "二、主要任务", "附件", "主要指标表"]
    clauses = {clause.id: clause for clause in made.outline.clauses}
    assert clauses["jiaxing/二/(一)"].reading == TEXT[4]
    assert clauses["jiaxing/二/(一)"].title == "健康知识普及行动"
    rows = [clause.reading.strip() for clause in made.outline.clauses if clause.kind == "table"]
    assert rows == [line.strip() for line in TABLE]
    assert all(source.text[clause.start : clause.end] == clause.text for clause in made.outline.clauses)


def test_a_page_in_gb18030_with_cells_over_rows_and_columns(tmp_path: Path) -> None:
    head = "".join(f"<th>{cell}</th>" for cell in HEADER)
    rows = [
        "<td rowspan=2>健康水平</td><td>人均<i>预期</i>寿命（岁）</td><td>81.35</td><td>≥82.5</td>",
        "<td>婴儿死亡率（‰）</td><td>≤3.5</td><td>≤3.0</td>",
        f"<td>健康生活</td><td>居民健康\n素养水平（%）</td><td>≥32</td><td>≥35<span style='font-size:1px'>{HIDDEN}</span></td>",
    ]
    page = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>t</title>
    <style>.note {{ color: #FFFFFF }} @media print {{ p {{ display: none }} }}</style></head><body>
    <nav><a href="/">首页</a></nav><form action="/s"><input name=q>搜索</form><!-- 正文开始 -->
    <table width=900><tr><td><h1>{TITLE}</h1><p>一、主要目标</p><p>　　{GOAL[:40]}
    {GOAL[40:]}</p><p>二、主要任务<br>（一）<b>健康知识普及行动。</b>{DUTY}</p><p class=note>{HIDDEN}</p>
    <p>附件</p><table><caption>主要指标表</caption><tr>{head}</tr><tr>{"</tr><tr>".join(rows)}</tr></table></td></tr></table>
    <footer>版权所有</footer><script>var a = "脚本";</script></body></html>"""
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("gb18030"))
    source = read(path)
    assert source.encoding == "gb18030"
    assert source.hidden == ("正文开始", HIDDEN)
    check(source)


def test_a_word_document_with_merged_cells_and_hidden_runs(tmp_path: Path) -> None:
    word = WordDocument()
    word.add_heading(TITLE, 0)
    word.add_heading("一、主要目标", 1)
    goal = word.add_paragraph(GOAL[:40])
    for attribute, value in (("hidden", True), ("size", Pt(1))):
        setattr(goal.add_run(HIDDEN).font, attribute, value)
    goal.add_run(HIDDEN).font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    goal.add_run(GOAL[40:])
    word.add_heading("二、主要任务", 1)
    word.add_paragraph(f"（一）健康知识普及行动。{DUTY}")
    word.add_paragraph("附件")
    word.add_paragraph("主要指标表")
    table = word.add_table(4, 4)
    for at, row in enumerate((HEADER, *ROWS)):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell
    for cell in table.rows[0].cells:  # white on blue is a header, not hidden
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
    table.cell(1, 0).merge(table.cell(2, 0))
    path = tmp_path / "a.docx"
    word.save(path)
    check(read(path))


def test_a_pdf_with_running_headers_broken_lines_and_a_ruled_table(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    heading = ParagraphStyle("heading", parent=body, fontSize=16, leading=26, alignment=1, firstLineIndent=0)

    def around(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(300, 810, TITLE)
        canvas.drawCentredString(300, 30, f"— {template.page} —")
        canvas.setFillColor(white)
        canvas.drawString(90, 60, HIDDEN)
        canvas.setFillColor(black)
        canvas.setFont("STSong-Light", 0.9)
        canvas.drawString(90, 50, HIDDEN)

    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 10),
        ("SPAN", (0, 1), (0, 2)),
        ("BACKGROUND", (0, 0), (-1, 0), darkblue),
        ("TEXTCOLOR", (0, 0), (-1, 0), white),
    ]
    cells = [list(row) for row in (HEADER, *ROWS)]
    cells[3][1] = "居民健康素养水平\n（%）"
    table = Table(cells, colWidths=[70, 104, 60, 60], style=style)
    flow = [Paragraph(TITLE, heading), *(Paragraph(line, body) for line in TEXT[1:5]), PageBreak(), Paragraph("附件", body)]
    path = tmp_path / "a.pdf"
    SimpleDocTemplate(str(path)).build([*flow, Paragraph(TEXT[6], body), table], onFirstPage=around, onLaterPages=around)
    check(read(path))


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 800))
    canvas.setPageRotation(90)
    canvas.translate(600, 0)
    canvas.rotate(90)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(100, 500, "主要指标")
    canvas.grid([100, 200, 300], [300, 340, 380])
    for x, y, word in ((110, 350, "指标"), (210, 350, "2030年"), (110, 310, "吸烟率"), (210, 310, "20%")):
        canvas.drawString(x, y, word)
    canvas.save()
    assert read(tmp_path / "a.pdf").text == "主要指标\n指标\t2030年\n吸烟率\t20%"


def test_the_numbers_that_word_writes_by_itself(tmp_path: Path) -> None:
    word = WordDocument()
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "·"))
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            + "".join(
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
                for at, (form, text) in enumerate(levels)
            )
            + "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in (
        (0, "总体要求"),
        (0, "重点任务"),
        (1, "健康生活"),
        (2, "普及知识。"),
        (2, "2030年达标。"),
        (3, "要点"),
        (1, "健康环境"),
        (2, "治水。"),
    ):
        properties = word.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))
    word.save(tmp_path / "a.docx")
    lines = ["一、总体要求", "二、重点任务", "（一）健康生活", "1.普及知识。", "2. 2030年达标。", "要点", "（二）健康环境", "1.治水。"]
    assert read(tmp_path / "a.docx").text.splitlines() == lines


def test_insertions_content_controls_and_text_boxes_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    word = WordDocument()
    paragraph = word.add_paragraph("吸烟率")
    run = "<w:r><w:t>{}</w:t></w:r>"
    for xml in (
        f'<w:ins {nsdecls("w")} w:id="1" w:author="a">{run.format("降至20%")}</w:ins>',
        f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>降至25%</w:delText></w:r></w:del>',
        f"<w:sdt {nsdecls('w')}><w:sdtContent>{run.format('以下。')}</w:sdtContent></w:sdt>",
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"<w:p>{run.format('嘉委发〔2018〕17号')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    block = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('控件里的一段。')}</w:p></w:sdtContent></w:sdt>")
    paragraph._p.addnext(block)
    word.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").text.splitlines() == ["吸烟率降至20%以下。", "嘉委发〔2018〕17号", "控件里的一段。"]


def test_text_hidden_by_a_style_is_left_out_of_a_word_document(tmp_path: Path) -> None:
    word = WordDocument()
    style = word.styles.add_style("note", 1)
    style.element.get_or_add_rPr().append(parse_xml(f"<w:vanish {nsdecls('w')}/>"))
    word.add_paragraph("看得见的一段。")
    word.add_paragraph(HIDDEN, style="note")
    shown = word.add_paragraph(style="note").add_run("又显示的一段。")
    shown._r.get_or_add_rPr().append(parse_xml(f'<w:vanish {nsdecls("w")} w:val="0"/>'))
    word.save(tmp_path / "a.docx")
    source = read(tmp_path / "a.docx")
    assert (source.text, source.hidden) == ("看得见的一段。\n又显示的一段。", (HIDDEN,))
    assert shown._r.find(qn("w:rPr")) is not None


def test_a_meta_that_lies_about_utf_8_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_text(f'<meta charset="gb2312"><p>{GOAL}</p>', encoding="utf-8")
    assert read(path).text == GOAL


def test_plain_text_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("# 标题\r\n\r\n<p>正文</p>\t\n".encode())
    assert read(path) == Source(text="# 标题\r\n\r\n<p>正文</p>\t\n", encoding="utf-8", sha256=read(path).sha256, suffix=".md", hidden=())
