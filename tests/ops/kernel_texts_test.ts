import { deepStrictEqual } from "node:assert/strict";

const folder = new URL("../../kernels/", import.meta.url);

/** Operators that WGSL lets stand beside no other binary one without brackets. */
const ALONE = ["&&", "||", "<<", ">>", "&", "|", "^"];

/** Operators of sums and products, which the bitwise ones may not stand beside. */
const ARITHMETIC = ["+", "-", "*", "/", "%"];

const OPERATOR = /&&|\|\||<<|>>|[&|^](?!=)|(?<=[\w)] )[-+*/%](?= )/g;

/**
 * Expressions of a text that have operators side by side which WGSL does not rank;
 * Deno's compiler takes them, other ones refuse them.
 *
 * @see WGSL, section "Operator Precedence and Associativity"
 */
function unranked(code: string): string[] {
  const found: string[] = [];
  let rest = code.replace(/\/\/.*/g, "").replace(/&(?=[a-z])/g, ""); // addresses
  for (let inner = /[([]([^()[\]]*)[)\]]/.exec(rest); inner;) {
    found.push(...mixed(inner[1]!));
    rest = rest.replace(inner[0], "_");
    inner = /[([]([^()[\]]*)[)\]]/.exec(rest);
  }
  return [...found, ...mixed(rest)];
}

/** Statements and arguments without brackets that mix such operators. */
function mixed(text: string): string[] {
  return text.split(/[;{},]|[<>=!]=|[^<>=!]=(?!=)/).filter((part) => {
    const operators = new Set(part.match(OPERATOR));
    const logical = operators.has("&&") || operators.has("||");
    const alone = ALONE.filter((each) => operators.has(each));
    const sums = ARITHMETIC.some((each) => operators.has(each));
    return alone.length > 1 || (alone.length === 1 && sums && !logical);
  }).map((part) => part.trim());
}

Deno.test("a shift beside a mask, or 'and' beside 'or', is found", () => {
  deepStrictEqual(unranked("let a = (x >> i & 1u) == 1u;"), ["x >> i & 1u"]);
  deepStrictEqual(unranked("let a = b && c || d;"), ["b && c || d"]);
  deepStrictEqual(unranked("let a = x << 2u + 1u;"), ["x << 2u + 1u"]);
  deepStrictEqual(unranked("let a = ((x >> i) & 1u) == 1u && b;"), []);
  deepStrictEqual(unranked("a |= f(b, &c) + 2 * d;"), []);
});

for (const { name } of Deno.readDirSync(folder)) {
  Deno.test(`${name} has brackets wherever WGSL wants them`, async () => {
    deepStrictEqual(
      unranked(await Deno.readTextFile(new URL(name, folder))),
      [],
    );
  });
}
