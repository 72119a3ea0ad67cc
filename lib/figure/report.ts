import { escapeHtml } from "./html.ts";
import { style } from "./style.ts";

/** One section of a report. */
export interface Section {
  heading: string;
  /** Plain paragraphs. */
  text: readonly string[];
  /** Sentences of a list after the paragraphs. */
  points?: readonly string[];
  /** Picture, as the text of an SVG file. */
  figure?: string;
  /** What the picture shows and how to read it. */
  caption?: string;
  /** Table, as HTML from {@linkcode table}. */
  table?: string;
}

/** What a report says. */
export interface Report {
  title: string;
  /** First paragraph: what the report was made from. */
  lead: string;
  sections: readonly Section[];
  /** Names and values that identify the run, listed at the end. */
  facts?: Readonly<Record<string, string | number>>;
}

/**
 * A report as one file: style and pictures inside, no script, no address.
 *
 * @param report Words, pictures and tables.
 * @returns The page, as HTML.
 */
export function reportPage(
  { title, lead, sections, facts = {} }: Report,
): string {
  const listed = Object.entries(facts);
  const headings = sections.map(({ heading }) => heading);
  if (listed.length > 0) headings.push(FACTS);
  const contents = headings.map((heading, i) =>
    `<li><a href="#s${i + 1}">${escapeHtml(heading)}</a></li>`
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(lead)}</p>
</header>
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ol>
${contents.join("\n")}
</ol>
</nav>
<main>
${sections.map((section, i) => sectionHtml(section, i + 1)).join("\n")}
${listed.length > 0 ? factsHtml(listed, headings.length) : ""}
</main>
</body>
</html>
`;
}

const FACTS = "How this was made";

function sectionHtml(section: Section, number: number): string {
  const { heading, text, points = [], figure, caption, table } = section;
  const paragraphs = text.map((words) => `<p>${escapeHtml(words)}</p>`);
  const legend = caption
    ? `<figcaption>${escapeHtml(caption)}</figcaption>`
    : "";
  return [
    `<section aria-labelledby="s${number}">`,
    `<h2 id="s${number}">${escapeHtml(heading)}</h2>`,
    ...paragraphs,
    ...points.length > 0 ? [`<ul>${points.map(item).join("")}</ul>`] : [],
    ...figure
      ? [
        '<figure><div class="card">',
        withName(withOwnIds(figure, `s${number}-`), caption ?? heading),
        `</div>${legend}</figure>`,
      ]
      : [],
    ...table ? [table] : [],
    "</section>",
  ].join("\n");
}

function item(words: string): string {
  return `<li>${escapeHtml(words)}</li>`;
}

function factsHtml(
  facts: readonly [string, string | number][],
  number: number,
): string {
  const pairs = facts.map(([name, value]) =>
    `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(String(value))}</dd>`
  );
  return `<section aria-labelledby="s${number}">
<h2 id="s${number}">${FACTS}</h2>
<dl>
${pairs.join("\n")}
</dl>
</section>`;
}

/** Two pictures in one page must not share ids, or one uses the other's clips. */
function withOwnIds(svg: string, prefix: string): string {
  return svg
    .replaceAll(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/g, "")
    .replaceAll(/\bid="([^"]+)"/g, `id="${prefix}$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${prefix}$1)`)
    .replaceAll(/\bhref="#([^"]+)"/g, `href="#${prefix}$1"`);
}

/** Narrowest that a picture is shrunk to, in pixels; beyond, its card scrolls. */
const LEAST_WIDTH = 640;

/**
 * Gives a picture the name that a screen reader says, and a width at which its
 * words can be read.
 */
function withName(svg: string, name: string): string {
  const width = Number(/<svg [^>]*?\bwidth="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  const least = Math.min(LEAST_WIDTH, Math.ceil(width));
  const label = escapeHtml(name);
  return svg.replace(
    "<svg ",
    `<svg role="img" aria-label="${label}" style="min-width:${least}px" `,
  );
}
