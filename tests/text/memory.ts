/**
 * Reads a table and prints by how many bytes the process grew at most, and how
 * many examples there are. It has a process of its own, so that nothing that
 * other tests left behind is counted or reused.
 *
 * @module
 */
import { readExamples } from "../../lib/text/read_examples.ts";

const [path = ""] = Deno.args;
const before = Deno.memoryUsage().rss;
let most = before;
const look = () => most = Math.max(most, Deno.memoryUsage().rss);
const timer = setInterval(look, 20);
const { length } = await readExamples(path);
clearInterval(timer);
look();
console.log(JSON.stringify({ grown: most - before, length }));
