/** Most panels side by side: more do not fit a page. */
const MOST_COLUMNS = 4;

/**
 * A panel for each value of a field, in rows that are as full as can be.
 *
 * Each panel has the axis from left to right below itself: where the last row is
 * not full, a shared one would hang in the empty place.
 *
 * @param field Field of the rows.
 * @param names Its values, in the order of the panels; at least one.
 * @returns Facets for a Vega-Lite specification, without the panels' own `spec`,
 * and how wide to make a panel, in pixels.
 */
export function panels(field: string, names: readonly string[]) {
  const rows = Math.ceil(names.length / MOST_COLUMNS);
  const columns = Math.ceil(names.length / rows);
  return {
    width: columns < MOST_COLUMNS ? 240 : 185,
    facets: {
      facet: { field, type: "nominal" as const, title: null, sort: [...names] },
      columns,
      spacing: { row: 22, column: 18 },
      resolve: { axis: { x: "independent" as const } },
    },
  };
}
