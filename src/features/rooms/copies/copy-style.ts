/** The page of a copy: the colours of the house, light or dark as the reader likes it, and quiet on paper. Fonts are those at hand. */
export const COPY_STYLE = `
:root { --paper: #faf7f2; --surface: #fffdf9; --ink: #1c1a17; --quiet: #5f584e; --line: #e3dbcf; --mark: #b4451f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171512; --surface: #201d19; --ink: #f3ede3; --quiet: #b3a999; --line: #3a342d; --mark: #f0895c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 Figtree, system-ui, sans-serif; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
h1, h2 { font-family: "Bricolage Grotesque", Georgia, serif; line-height: 1.2; overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 2.25rem; }
h2 { margin: 3rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.5rem; }
h3 { margin: 2rem 0 .75rem; font-size: 1rem; }
a { color: var(--mark); overflow-wrap: anywhere; }
a:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
ul { padding-left: 1.25rem; }
nav ul, .files, .people { padding: 0; list-style: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.people { columns: 16rem; }
.quiet, time { color: var(--quiet); font-size: .875rem; }
.words { margin: .1rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.stretch { content-visibility: auto; contain-intrinsic-size: auto 60rem; }
.said { margin: 0 0 1rem; }
.said p { margin: .1rem 0; }
.said:target { outline: 2px solid var(--mark); outline-offset: .5rem; border-radius: 4px; }
.answer { margin-left: 1.5rem; padding-left: .75rem; border-left: 2px solid var(--line); }
.card { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.card h3 { margin: 0 0 .25rem; }
.files { margin: .35rem 0; }
img { display: block; max-width: min(100%, 24rem); height: auto; border-radius: 8px; }
@media print {
  :root { --paper: #fff; --surface: #fff; --ink: #000; --quiet: #444; --line: #bbb; --mark: #000; }
  nav { display: none; }
  .stretch { content-visibility: visible; }
  .said, .card { break-inside: avoid; }
}
`;
