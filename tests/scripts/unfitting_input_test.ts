import { strictEqual } from "node:assert/strict";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { copy } from "./copy.ts";
import { judged, modelAndData, modelOf, parity, shortRun } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const CASE = "bert-pfeiffer";
const MODEL = `${parity(CASE)}/model`;
const ADAPTER = `${parity(CASE)}/adapter`;

Deno.test("an adapter for another model is refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const other = `${parity("roberta-pfeiffer")}/adapter`;
    const houlsby = `${parity("bert-houlsby")}/adapter`;
    const out = ["--out", `${folder}/out`];
    const fitting =
      `Cannot use adapter "${other}" with "${MODEL}": it is for a roberta of 32 features, expected one for a bert of 32`;
    const described = (place: string, detail: string, type: string) =>
      `a bottleneck after ${place}, ${detail} the norm, for a ${type} of 32 features`;
    const own = described("feed-forward", "relu, scaling 1, behind", "bert");
    const mixed = (second: string, is: string) =>
      `Cannot mix "${ADAPTER}" and "${second}": the second is ${is}, expected ${own}`;
    const otherModel = mixed(
      other,
      described("feed-forward", "relu, scaling 1, behind", "roberta"),
    );
    const otherKind = mixed(
      houlsby,
      described(
        "attention and feed-forward",
        "swish, scaling 1, before",
        "bert",
      ),
    );
    await expectRefusals(folder, [
      ["evaluate", judged(CASE, other), fitting],
      ["train", [...shortRun(CASE), "--adapter-init", other, ...out], fitting],
      ["mix", [...out, ADAPTER, other], otherModel],
      ["evaluate", judged(CASE, `${ADAPTER},${houlsby}`), otherKind],
      [
        "fsd_heatmap",
        [...out, ADAPTER, houlsby],
        otherKind.replace("mix", "compare"),
      ],
    ]);
  });
});

Deno.test("labels that are not in the head are refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = `${folder}/data.csv`;
    await Deno.writeTextFile(file, "text,label\ngood film,1\nbad film,7\n");
    const names = `${folder}/names.csv`;
    await Deno.writeTextFile(names, "text,label\ngood film,positive\n");
    const adapter = ["--adapter", ADAPTER];
    const out = ["--out", `${folder}/out`];
    await expectRefusals(folder, [
      [
        "evaluate",
        [...modelOf(CASE), ...adapter, "--dataset", file, ...out],
        'Cannot read "F/data.csv": line 3 has label "7", expected one of LABEL_0, LABEL_1 or 0 to 1',
      ],
      [
        "train",
        [
          ...modelOf(CASE),
          ...["--adapter-init", ADAPTER, "--dataset", names, ...out],
        ],
        'Cannot read "F/names.csv": line 2 has label "positive", expected one of LABEL_0, LABEL_1 or 0 to 1',
      ],
      [
        "train",
        [...modelOf(CASE), "--dataset", names, ...out],
        'Cannot read "F/names.csv": every label is "positive", expected two classes or more',
      ],
      [
        "evaluate",
        [...modelOf(CASE), ...adapter, "--dataset", "topics", ...out],
        'Cannot use data set "topics" with this head: its classes are world, sports, business, science, expected LABEL_0, LABEL_1',
      ],
    ]);
  });
});

Deno.test("--max-seq-length beyond the model is refused, longer texts are cut", async () => {
  await inTemporaryFolder(async (folder) => {
    const long = `${folder}/long.csv`;
    await Deno.writeTextFile(
      long,
      `text,label\n${"good film ".repeat(500)},1\nbad,0\n`,
    );
    const model = (length: number) => [
      ...["--model", MODEL, "--max-seq-length", length, "--dataset", long],
    ];
    const sentence = (length: number) =>
      `Cannot use --max-seq-length ${length} with "${MODEL}": it takes sequences of 64 tokens, expected at most that`;
    await expectRefusals(folder, [
      ["evaluate", [...model(65), "--adapter", ADAPTER], sentence(65)],
      ["train", [...model(512), "--out", `${folder}/out`], sentence(512)],
    ]);
    const { count } = await summaryOf("evaluate", [
      ...model(64),
      ...["--adapter", ADAPTER],
    ]);
    strictEqual(count, 2);
  });
});

Deno.test("what cannot be compared or judged is refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const head = `${folder}/head`;
    await copy(ADAPTER, head);
    await Deno.remove(`${head}/adapter_config.json`);
    await Deno.remove(`${head}/adapter.safetensors`);
    const out = ["--out", `${folder}/out`];
    const alone =
      'Cannot use "F/head": it holds a head alone, expected an adapter';
    await expectRefusals(folder, [
      ["fsd_heatmap", [...out, head, ADAPTER], alone],
      ["mix", [...out, head], alone],
      ["prune", ["--sparsity", 0.5, ...out, head], alone],
      [
        "fsd_heatmap",
        [...out, folder],
        'Cannot compare the adapters in "F": there are 0, expected two or more',
      ],
      [
        "evaluate",
        modelAndData(CASE),
        `Cannot classify with "${MODEL}": its file holds no classifier, expected one or an --adapter with a head`,
      ],
    ]);
  });
});
