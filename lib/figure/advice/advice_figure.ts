import type { TopLevelSpec } from "vega-lite";
import type { GroupAdvice } from "../../mix/advice/advise.ts";
import { heatmapPanels } from "../heatmap.ts";
import { percent } from "../percent.ts";

/**
 * Sign differences of the adapters of one group, a heat map for each measure; those
 * to mix come first, untrained ones are left out.
 *
 * @param advice Advice on two trained adapters or more.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If there is no measure.
 */
export function adviceFigure(advice: GroupAdvice): TopLevelSpec {
  const { names, mix, leave, measures, about } = advice;
  const left = leave.filter(({ untrained }) => !untrained);
  const order = [...mix, ...left.map(({ name }) => name)];
  const places = order.map((name) => names.indexOf(name));
  return heatmapPanels(
    measures.map(({ name, values }) => ({
      name,
      cells: places.flatMap((i) =>
        places.map((j) => ({
          row: names[i]!,
          column: names[j]!,
          value: percent(values[i]![j]!),
        }))
      ),
    })),
    { title: "Opposite signs", subtitle: about, legend: "%" },
  );
}
