/** Style of a report: light or dark as the reader's system, and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --ink: #1f2328; --quiet: #59636e; --line: #d9dde2;
  --link: #0b5cad; --card: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #e4e7eb; --quiet: #9aa4af; --line: #343a42;
    --link: #79b8ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 62rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", Cambria, Georgia, serif;
}
h1, h2, nav, figcaption, table, dl {
  font-family: system-ui, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
}
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 .75rem; }
p, ul { max-width: 44rem; margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
li { margin-bottom: .4rem; }
nav li { margin: 0; }
.lead { font-size: 1.15rem; color: var(--quiet); }
a { color: var(--link); text-underline-offset: .15em; }
nav { border-block: 1px solid var(--line); margin: 2rem 0; padding: 1rem 0; }
nav h2 { font-size: 1rem; margin: 0 0 .5rem; }
nav ol {
  margin: 0; padding-left: 2rem; columns: 2 18rem; column-gap: 3rem;
  font-size: .95rem;
}
figure { margin: 1.5rem 0; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: .75rem; overflow-x: auto;
}
.card svg { display: block; margin: 0 auto; max-width: 100%; height: auto; }
figcaption { margin-top: .6rem; font-size: .9rem; color: var(--quiet); }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: .9rem; }
caption {
  text-align: left; color: var(--quiet); padding-bottom: .5rem;
  max-width: calc(100vw - 2.5rem);
}
th, td { padding: .3rem .9rem .3rem 0; text-align: left; font-weight: normal; }
thead th { border-bottom: 2px solid var(--line); font-weight: 600; }
tbody tr { border-bottom: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem;
  font-size: .9rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  figure, tr, dl div { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
