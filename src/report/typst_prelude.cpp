#include "report/typst_prelude.hpp"

namespace ogp::report {

// Georgian has no capitals: nothing here transforms letters. All text comes as strings, so that nothing in it is markup.
const std::string_view typst_prelude = R"typst(
#let ink = rgb("#1c2530")
#let soft = rgb("#4d5967")
#let thin = rgb("#d3dae2")
#let strong-line = rgb("#8c99a7")
#let panel = rgb("#f3f6f9")
#let accent = rgb("#1d4f80")
#let amber = rgb("#9a5b00")
#let amber-ground = rgb("#fdf5e6")

#let foreign(language, body) = {
  text(lang: language, body)
  text(size: 0.75em, fill: soft, " [" + language + "]")
}
#let lines(..parts) = parts.pos().join(linebreak())
#let section(anchor, level, number, title) = [
  #heading(level: level, outlined: level <= 2, {
    if number != "" { text(fill: accent, number) + " " }
    title
  })
  #label(anchor)
]
#let notice(word, ..parts) = block(
  width: 100%, inset: 8pt, radius: 2pt, fill: amber-ground,
  stroke: (left: 3pt + amber, rest: 0.5pt + amber),
  strong(word + ":") + " " + parts.pos().join(linebreak()),
)
#let card(anchor, ..cells) = [
  #block(above: 1.2em, below: 1.4em, {
    set text(size: 9.5pt, hyphenate: true)
    table(
      columns: (27%, 73%), inset: (x: 5pt, y: 4.5pt), align: left + top,
      stroke: (x, y) => (top: if y == 0 { 1.5pt + accent } else { 0.5pt + thin }, bottom: 0.5pt + thin),
      ..cells.pos(),
    )
  })
  #label(anchor)
]
#let card-label(body) = text(fill: soft, weight: "bold", size: 9pt, body)
#let caption(word, ..parts) = text(size: 9.5pt, fill: soft, {
  strong(word) + " "
  parts.pos().join(" ")
})
// `head`, `rows` and `total` are cells; `total` may be empty.
#let data(anchor, words, columns, align, size, head, rows, total) = [
  #figure(
    kind: "data", supplement: none, numbering: none,
    caption: figure.caption(position: top, words),
    {
      set text(size: size, hyphenate: true)
      set par(justify: false)
      let body(cell) = table.cell(fill: panel, strong(cell))
      table(
        columns: columns, align: align, inset: (x: 4pt, y: 3.5pt),
        stroke: (x, y) => (bottom: if y == 0 { 1pt + strong-line } else { 0.5pt + thin }),
        table.header(repeat: true, ..head.map(body)),
        ..rows,
        ..if total.len() > 0 { (table.footer(repeat: false, ..total.map(cell => table.cell(stroke: (top: 1pt + strong-line), fill: panel, strong(cell)))),) } else { () },
      )
    },
  )
  #label(anchor)
]
#let picture(anchor, source, description, size, words) = [
  #figure(
    kind: "picture", supplement: none, numbering: none,
    caption: figure.caption(position: bottom, words),
    image(bytes(source), format: "svg", alt: description, ..size),
  )
  #label(anchor)
]
#let contents(word) = {
  heading(level: 1, outlined: false, bookmarked: false, word)
  outline(title: none, depth: 2, indent: 1.2em)
}
#let cover(publisher, heading-text, subtitle, ..rows) = {
  if publisher != none {
    block(width: 100%, below: 1.6em, inset: (bottom: 6pt), stroke: (bottom: 0.75pt + strong-line), text(fill: soft, publisher))
  }
  block(below: 0.9em, { set par(leading: 0.5em); title(heading-text) })
  if subtitle != none { block(below: 1.8em, text(size: 13pt, fill: soft, subtitle)) }
  block(below: 2em, {
    set text(size: 9.5pt)
    table(columns: (32%, 68%), inset: (x: 0pt, y: 4pt), stroke: (x, y) => (bottom: 0.5pt + thin), ..rows.pos())
  })
}
)typst";

} // namespace ogp::report
