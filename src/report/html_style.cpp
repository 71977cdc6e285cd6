#include "report/html_style.hpp"

namespace ogp::report {

// Georgian has no capitals: nothing here transforms letters. Colours have a contrast of at least 4.5 in both schemes, and
// none of them is the only bearer of what it means.
const std::string_view html_style = R"(
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f3f6f9; --ink: #1c2530; --soft: #4d5967; --line: #d3dae2; --strong-line: #8c99a7;
  --accent: #1d4f80; --accent-ground: #1d4f80; --on-accent: #ffffff; --on-accent-soft: #dbe8f5;
  --notice-line: #9a5b00; --notice-ground: #fdf5e6; --focus: #b3261e;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #14191f; --panel: #1c242d; --ink: #e8edf2; --soft: #b3bfcb; --line: #33404d; --strong-line: #6f7f8f;
    --accent: #8dbce6; --accent-ground: #16304a; --on-accent: #ffffff; --on-accent-soft: #c9dcef;
    --notice-line: #e0a94a; --notice-ground: #2b2414; --focus: #ffb4a9;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 "Noto Sans Georgian", "Noto Sans", "DejaVu Sans", system-ui, sans-serif;
  overflow-wrap: break-word; text-align: left; hyphens: manual; font-variant-numeric: tabular-nums;
}
a { color: var(--accent); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; top: 0; z-index: 2; padding: 0.75rem 1rem; background: var(--ground); color: var(--accent); }
.skip:focus { left: 0; }
.foreign::after { content: " [" attr(lang) "]"; color: var(--soft); font-size: 0.75em; }

/* Cover */
.cover { background: var(--accent-ground); color: var(--on-accent); }
.cover-inside { max-width: 76rem; margin: 0 auto; padding: 2rem 1.25rem 1.75rem; }
.cover :focus-visible { outline-color: var(--on-accent); }
.cover .foreign::after { color: var(--on-accent-soft); }
.publisher { margin: 0 0 1.25rem; padding-bottom: 0.75rem; border-bottom: 1px solid var(--on-accent-soft); color: var(--on-accent-soft); }
h1 { margin: 0; font-size: clamp(1.45rem, 1.05rem + 1.9vw, 2.35rem); line-height: 1.3; font-weight: 700; text-wrap: balance; overflow-wrap: anywhere; }
.subtitle { margin: 0.6rem 0 0; font-size: clamp(1.05rem, 0.95rem + 0.5vw, 1.3rem); color: var(--on-accent-soft); }
.control { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin: 1.75rem 0 0; }
.control dt { font-size: 0.85rem; color: var(--on-accent-soft); }
.control dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.control a { display: inline-block; min-height: 1.5rem; color: var(--on-accent); }

/* Frame */
.page { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
.contents { padding: 1.5rem 0 0.5rem; font-size: 0.95rem; }
.contents h2 { margin: 0 0 0.5rem; padding: 0; border: 0; font-size: 1.1rem; }
.contents ol { margin: 0; padding: 0; list-style: none; }
.contents ol ol { padding-left: 1.5rem; }
.contents a { display: flex; gap: 0.6em; padding: 0.28rem 0; text-decoration: none; line-height: 1.4; }
.contents a:hover { text-decoration: underline; }
.contents a > span { min-width: 0; overflow-wrap: anywhere; }
.contents .number { flex: none; min-width: 1.6em; max-width: 40%; color: var(--soft); }
main { padding-bottom: 3rem; }
main:focus { outline: none; }
footer { border-top: 1px solid var(--line); padding: 1.25rem 0 2.5rem; font-size: 0.875rem; color: var(--soft); }
footer p { margin: 0 0 0.35rem; }
@media screen and (min-width: 74rem) {
  .page { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); column-gap: 2.5rem; }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 2rem 0.5rem 2rem 0; font-size: 0.875rem; }
  .contents ol ol { padding-left: 1.2rem; }
  main, footer { grid-column: 2; min-width: 0; }
}

/* Text */
h2, h3, h4, h5, h6 { line-height: 1.35; margin: 2rem 0 0.75rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.5rem; margin-top: 2.5rem; padding-top: 1.1rem; border-top: 3px solid var(--accent); }
h3 { font-size: 1.2rem; }
h4 { font-size: 1.05rem; }
h5, h6 { font-size: 1rem; }
h2 .number, h3 .number, h4 .number, h5 .number, h6 .number { color: var(--accent); margin-right: 0.35em; }
main p, main li { max-width: 46rem; }
p { margin: 0 0 0.85rem; }
main ul { margin: 0 0 1rem; padding-left: 1.4rem; }
main li { margin-bottom: 0.35rem; }
.notice {
  max-width: 46rem; margin: 1rem 0; padding: 0.8rem 1rem; background: var(--notice-ground);
  border: 1px solid var(--notice-line); border-left-width: 6px; border-radius: 4px;
}
.notice p { margin: 0; }
.notice p + p { margin-top: 0.5rem; }

/* Cards */
.card { margin: 1.25rem 0 1.75rem; border: 1px solid var(--line); border-top: 3px solid var(--accent); border-radius: 0 0 6px 6px; }
.card > div { display: grid; grid-template-columns: minmax(0, 1fr); padding: 0.65rem 1rem; }
.card > div + div { border-top: 1px solid var(--line); }
.card dt { font-weight: 600; color: var(--soft); font-size: 0.9rem; }
.card dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.card dd p { max-width: 46rem; margin: 0 0 0.55rem; }
.card dd p:last-child { margin-bottom: 0; }
@media screen and (min-width: 46rem) {
  .card > div { grid-template-columns: 12.5rem minmax(0, 1fr); column-gap: 1.5rem; }
}

/* Tables */
.scroll { overflow-x: auto; margin: 1.25rem 0 1.75rem; border-bottom: 1px solid var(--strong-line); }
table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: 0.875rem; line-height: 1.45; }
caption, figcaption { text-align: left; padding: 0 0 0.55rem; font-size: 0.9375rem; font-weight: 600; }
caption .label, figcaption .label { color: var(--accent); }
caption > span { display: inline-block; position: sticky; left: 0; max-width: min(46rem, calc(100vw - 2.5rem)); }
th, td { padding: 0.5rem 0.6rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { background: var(--panel); border-top: 2px solid var(--strong-line); border-bottom: 1px solid var(--strong-line); vertical-align: bottom; font-weight: 600; }
tbody tr:first-child > * { border-top: 0; }
tbody th { font-weight: 600; }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid var(--strong-line); }
.right { text-align: right; }
.short { white-space: nowrap; width: 1px; }
.middle { min-width: 8rem; }
.long { min-width: 15rem; }
th.pin { position: sticky; left: 0; background: var(--ground); }
thead th.pin { background: var(--panel); }
td.empty { color: var(--soft); font-style: italic; }

/* Figures */
figure { margin: 1.5rem 0 2rem; }
figure .scroll { margin: 0 0 0.6rem; border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem; }
figure svg { display: block; width: 100%; min-width: 45rem; height: auto; }
figcaption { padding: 0; font-weight: 400; font-size: 0.9375rem; max-width: 46rem; }
figcaption .label, figcaption .title { font-weight: 600; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }

/* Paper */
@page {
  size: A4; margin: 24mm 18mm 22mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt "Noto Sans Georgian", "Noto Sans", "DejaVu Sans", sans-serif; color: #4d5967; }
}
@page sideways { size: A4 landscape; }
@page :first { @top-left { content: none; border: 0; } @top-right { content: none; } @bottom-right { content: none; } }
@media print {
  :root { color-scheme: light; }
  html { font-size: 10pt; }
  body { line-height: 1.5; }
  a { color: inherit; text-decoration: none; }
  .page, .cover-inside { max-width: none; padding: 0; }
  .cover { background: none; color: var(--ink); break-after: page; padding-top: 42mm; border-top: 3mm solid var(--accent); }
  .publisher { color: var(--ink); border-bottom-color: var(--strong-line); font-size: 12pt; }
  h1 { font-size: 24pt; margin-top: 18mm; }
  .subtitle { font-size: 15pt; color: var(--soft); }
  .cover .foreign::after { color: var(--soft); }
  .control { display: block; margin-top: 34mm; border-top: 1px solid var(--strong-line); }
  .control > div { display: grid; grid-template-columns: 62mm 1fr; padding: 2mm 0; border-bottom: 1px solid var(--line); }
  .skip, .screen, .control > .screen { display: none; }
  .control dt { color: var(--soft); font-size: 10pt; }
  .contents { break-after: page; padding: 0; }
  .contents h2 { font-size: 15pt; margin-bottom: 5mm; }
  .contents li { break-inside: avoid; }
  .contents a::after { content: target-counter(attr(href), page); margin-left: auto; padding-left: 1em; }
  h2, h3, h4, h5, h6 { break-after: avoid; }
  h2 { font-size: 15pt; border-top-width: 2px; }
  main > section:first-child > h2 { margin-top: 0; }
  h3 { font-size: 12.5pt; }
  p, li { orphans: 3; widows: 3; }
  main p, main li, .notice, .card dd p, figcaption { max-width: none; }
  .notice, figure { break-inside: avoid; }
  .card > div { grid-template-columns: 42mm minmax(0, 1fr); column-gap: 5mm; padding: 1.6mm 3mm; }
  .card { break-inside: auto; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  .scroll { overflow: visible; border-bottom: 0; }
  .sideways { page: sideways; }
  table { table-layout: fixed; font-size: 8.5pt; line-height: 1.4; border-bottom: 1px solid var(--strong-line); }
  table.dense { font-size: 7.5pt; }
  col { width: var(--share); }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; break-inside: avoid; break-before: avoid; }
  tr { break-inside: avoid; }
  caption, thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  th, td { padding: 1.4mm 1.6mm; overflow-wrap: anywhere; }
  .dense th, .dense td { padding: 1.2mm 1mm; }
  .short, .middle, .long { white-space: normal; width: auto; min-width: 0; }
  caption > span, th.pin { position: static; max-width: none; }
  figure .scroll { padding: 0; border: 0; }
  figure svg { min-width: 0; max-height: 225mm; }
  footer { break-before: avoid; }
}
)";

} // namespace ogp::report
