/**
 * Advice on which adapters to mix, as a text that people read.
 *
 * @module
 */
import { mean } from "../../math/stats.ts";
import {
  type GroupAdvice,
  type LeftOut,
  pairsOf,
} from "../../mix/advice/advise.ts";
import { markdownTable } from "../markdown_table.ts";
import { percentText, shareText } from "../percent.ts";

/** Blocks from which on only those of most conflict are listed. */
const MANY_BLOCKS = 6;

/** What advice is written with. */
export interface AdviceText {
  /** Most mean sign difference of a chosen adapter, 0 to 1. */
  readonly bound: number;
  /** File of each group's figure; nothing for those without one. */
  readonly figures: readonly (string | undefined)[];
  /** Path of an adapter, by the name that advice gives it. */
  readonly pathOf: (name: string) => string;
  /** Adapters that could not be read, and why. */
  readonly unread: readonly {
    readonly name: string;
    readonly reason: string;
  }[];
}

/**
 * Writes advice down, in Markdown.
 *
 * @param advice Advice on each group.
 * @param text Bound, figures, and what could not be read.
 * @returns The text.
 */
export function adviceMarkdown(
  advice: readonly GroupAdvice[],
  text: AdviceText,
): string {
  const { bound, figures, unread } = text;
  return [
    "# Which of these adapters mix",
    ...advice.flatMap((group, i) => groupText(group, text, figures[i])),
    ...unread.length > 0
      ? [
        "## Not read",
        unread.map(({ name, reason }) => `- ${name}: ${reason}.`).join("\n"),
      ]
      : [],
    "## How far to trust this",
    trustText(bound),
  ].join("\n\n") + "\n";
}

function groupText(
  group: GroupAdvice,
  text: AdviceText,
  figure: string | undefined,
): string[] {
  const { about, names, warnings, leave } = group;
  const heading = names.length === 1
    ? `## ${names[0]} (${about})`
    : `## ${names.length} adapters: ${about}`;
  if (names.length === 1) {
    return [
      heading,
      "No other adapter is of its model, kind and places: it mixes with none " +
      "of these.",
      ...bullets(warnings),
    ];
  }
  return [
    heading,
    mixText(group, text),
    ...bullets(leave.map((one) => leftText(one, group))),
    ...warnings.length > 0 ? ["### Warnings", ...bullets(warnings)] : [],
    ...group.nearest ? signText(group, figure) : [],
  ];
}

/** Sign differences of trained adapters, at least two. */
function signText(group: GroupAdvice, figure: string | undefined): string[] {
  return [
    "### Sign differences",
    ...figure ? [`![Sign differences](${figure})`] : [],
    measureTable(group),
    blockText(group),
  ];
}

/** Which ones to mix, and by which command. */
function mixText(
  group: GroupAdvice,
  { bound, pathOf }: Pick<AdviceText, "bound" | "pathOf">,
): string {
  const { mix, lora, conflictOfMix, nearest } = group;
  if (mix.length > 0) {
    const space = lora ? "--space delta " : "";
    const how = group.mixAlike
      ? `\`deno task mix ${space}--out DIR ${mix.map(pathOf).join(" ")}\``
      : "Their ranks differ, so that they have to be brought to one rank first.";
    return `**Mix ${
      mix.join(", ")
    }**, the first ones if fewer: their signs are ` +
      `opposite in ${percentText(conflictOfMix)} of ${basis(group)}, where ` +
      `chance gives 50%. ${how}`;
  }
  const closest = nearest
    ? ` Those that agree most are ${nearest.names.join(" and ")}, with ` +
      `${percentText(nearest.value)} of opposite signs.`
    : "";
  return `**Mix none of these**: no two trained adapters have opposite signs in ` +
    `at most ${shareText(bound)} of ${basis(group)}; chance gives 50%.` +
    closest;
}

function basis({ lora }: GroupAdvice): string {
  return lora
    ? "what they add to the weights (B A)"
    : "the weights that are zero in neither";
}

function leftText(
  { name, untrained, conflict, worst }: LeftOut,
  { mix }: GroupAdvice,
): string {
  if (untrained) return `Leave out ${name}: it is untrained.`;
  const others = mix.length > 0 ? "those" : "the others";
  const places = worst.map(({ tensor, value }) =>
    `\`${tensor}\` ${percentText(value)}`
  );
  const most = places.length > 0 ? `; most in ${places.join(", ")}` : "";
  return `Leave out ${name}: its signs are opposite to ${others} in ` +
    `${percentText(conflict)}${most}.`;
}

function measureTable({ measures, names, leave }: GroupAdvice): string {
  const untrained = leave.filter((one) => one.untrained)
    .map(({ name }) => name);
  const trained = [...names.keys()]
    .filter((at) => !untrained.includes(names[at]!));
  const rows = measures.map(({ name, values }) => {
    const pairs = pairsOf(values, trained);
    return [
      name,
      ...[Math.min(...pairs), mean(pairs), Math.max(...pairs)].map(percentText),
    ];
  });
  return markdownTable(["opposite signs", "least", "mean", "most"], rows);
}

/** Mean difference block by block; of many blocks those of most. */
function blockText({ blocks }: GroupAdvice): string {
  const many = blocks.length > MANY_BLOCKS;
  const shown = many
    ? blocks.toSorted((a, b) => b.value - a.value).slice(0, MANY_BLOCKS)
    : blocks;
  const list = shown.map(({ part, value }) => `${part} ${percentText(value)}`);
  const heading = many ? `Most, of ${blocks.length} blocks` : "By block";
  return `${heading}: ${list.join(", ")}.`;
}

function bullets(sentences: readonly string[]): string[] {
  return sentences.length === 0
    ? []
    : [sentences.map((sentence) => `- ${sentence}`).join("\n")];
}

/** What is known of the claim that advice by signs rests on. */
function trustText(bound: number): string {
  return "Signs say which adapters hardly belong together: untrained ones, other " +
    "shapes, other initial weights. They say little about how accurate a " +
    `mixture is. The bound of ${shareText(bound)} is a convention (chance is ` +
    "50%), not a fitted number. Nguyen and Le (arXiv:2402.10639) report that " +
    "accuracy falls as signs conflict; on the embedded domains the rank " +
    "correlation of a mixture's mean sign difference with the accuracy that it " +
    "gains was 0.14, 0.08 and \u22120.26 for three seeds of 75 mixtures, and the " +
    "95% intervals of the first two hold zero (docs/advice.md). Measure before " +
    "you rely on a mixture: `deno task compare`, `deno task mixtures`.";
}
