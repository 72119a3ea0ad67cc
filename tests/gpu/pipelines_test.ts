import {
  deepStrictEqual,
  notStrictEqual,
  strictEqual,
} from "node:assert/strict";
import { openDevice } from "../../lib/gpu/device.ts";
import { Failures } from "../../lib/gpu/failures.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { Params } from "../../lib/gpu/params.ts";
import { Pipelines } from "../../lib/gpu/pipelines.ts";
import { Pool } from "../../lib/gpu/pool.ts";
import { affine, step } from "./affine.ts";

Deno.test("tensors go where their names say, in whatever order", async () => {
  const gpu = await Gpu.open();
  const five = gpu.tensor([1], new Float32Array([5]));
  const two = gpu.tensor([1], new Float32Array([2]));
  const [first, second] = [gpu.empty([1]), gpu.empty([1])];
  const params = { count: 1, factor: 0, shift: 0 };
  const subtract = (bind: Parameters<Gpu["run"]>[2]["bind"]) =>
    gpu.run(affine, "subtract", { params, bind });
  subtract({ a: five, b: two, out: first });
  gpu.copy(first, second);
  subtract({ b: five, a: two, out: first }); // the same tensors in a row
  deepStrictEqual(await gpu.read(second), new Float32Array([3]));
  deepStrictEqual(await gpu.read(first), new Float32Array([-3]));
  gpu.close();
});

Deno.test("views of one memory are told apart by place and size", async () => {
  const gpu = await Gpu.open();
  const whole = gpu.zeros([192]);
  for (const i of [0, 1, 2]) step(gpu, gpu.view(whole, [64], 64 * i), 1, 1);
  const numbers = await gpu.read(whole);
  deepStrictEqual(numbers, new Float32Array(192).fill(1));
  gpu.close();
});

Deno.test("bind groups are made once, counted, and forgotten on demand", async () => {
  const gpu = await Gpu.open();
  const { device } = await openDevice();
  const pipelines = new Pipelines(device, new Failures(device));
  const slot = new Params(device).slot(affine, {
    count: 3,
    factor: 1,
    shift: 0,
  });
  const pool = new Pool(device);
  const tensor = () => ({ ...gpu.empty([3]), storage: pool.take(12) });
  const [one, two] = [tensor(), tensor()];
  const bind = (values: typeof one) =>
    pipelines.bind(affine, "step", slot, { values });
  const first = bind(one);
  strictEqual(bind(one).group, first.group);
  strictEqual(pipelines.groupCount, 1);
  strictEqual(bind(two).pipeline, first.pipeline);
  strictEqual(pipelines.groupCount, 2);
  pipelines.forgetGroups();
  strictEqual(pipelines.groupCount, 0);
  notStrictEqual(bind(one).group, first.group);
  strictEqual(bind(one).pipeline, first.pipeline);
  device.destroy();
  gpu.close();
});
