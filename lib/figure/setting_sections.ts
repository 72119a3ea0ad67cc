/**
 * Sections of several studies: each setting by itself, and all side by side.
 *
 * @module
 */
import { DROP_CAPTION, dropCurve } from "./drop_curve.ts";
import { settingTable } from "./setting_table.ts";
import type { AccuracyRow, StudyRow } from "./rows.ts";
import type { StudySection } from "./study_section.ts";
import { studySections } from "./study_sections.ts";

type Setting = Pick<AccuracyRow, "model" | "kind" | "initialisation">;

/**
 * Name of the setting that a row belongs to.
 *
 * @param row Model, kind of adapter, and initialisation if it is known.
 * @returns For example "data/tiny, lora, independent initial weights"; without
 * what is not known.
 */
export function settingName(
  { model, kind, initialisation }: Partial<Setting>,
): string {
  const start = initialisation ? [`${initialisation} initial weights`] : [];
  return [model, kind, ...start].filter((part) => part !== undefined)
    .join(", ");
}

/**
 * Sections of all settings of studies: of each model, kind of adapter and
 * initialisation.
 *
 * @param rows Rows of studies; those that name no model and no kind belong to
 * every setting.
 * @returns The sections; with several settings, first a table of all, and each
 * further heading says what is different in its own, as do the figures' names.
 */
export function settingSections(rows: readonly StudyRow[]): StudySection[] {
  const settings = new Map<string, Setting>();
  for (const row of rows) {
    const judged = row.metric === "accuracy" || row.metric === "comparison";
    if (!judged || row.kind === "none") continue;
    settings.set(settingName(row), row);
  }
  if (settings.size < 2) return studySections(rows);
  const names = shortNames([...settings.values()]);
  const all = [...settings.values()].map((setting, i) => ({
    name: names[i]!,
    rows: rows.filter((row) => belongs(row, setting)),
  }));
  const spec = dropCurve(all);
  return [
    {
      name: "settings",
      heading: "Side by side",
      text: [],
      ...(spec && { spec, caption: DROP_CAPTION }),
      table: settingTable(all),
    },
    ...all.flatMap(({ name, rows }) =>
      studySections(rows).map((section) => ({
        ...section,
        name: `${section.name}_${name.replaceAll(/[^\w.]+/g, "-")}`,
        heading: `${section.heading}: ${name}`,
      }))
    ),
  ];
}

/** Names of settings by what differs between them; of a model, its folder's name. */
function shortNames(settings: readonly Setting[]): string[] {
  const differs = (field: keyof Setting) =>
    new Set(settings.map((setting) => setting[field])).size > 1;
  const models = new Set(settings.map(({ model }) => model));
  const folders = new Set([...models].map(folderName));
  const short = folders.size === models.size
    ? folderName
    : (model: string) => model;
  return settings.map(({ model, kind, initialisation }) =>
    settingName({
      ...(differs("model") && { model: short(model) }),
      ...(differs("kind") && { kind }),
      ...(differs("initialisation") && initialisation && { initialisation }),
    }) || "initial weights not known"
  );
}

/** Last part of a path. */
function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}

/** Whether a row is of a setting, or says nothing against it. */
function belongs(
  { model, kind, initialisation }: StudyRow,
  setting: Setting,
): boolean {
  return (model ?? setting.model) === setting.model &&
    (kind ?? setting.kind) === setting.kind &&
    (initialisation ?? setting.initialisation) === setting.initialisation;
}
