import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  choice,
  integer,
  number,
  numbers,
  type Option,
  required,
  text,
  texts,
  toggle,
} from "../../lib/io/option.ts";

/** Compiles only if the option's value has exactly the type T. */
function assertType<T>() {
  return <O>(
    _: Option<O> & ([O, T] extends [T, O] ? unknown : never),
  ) => {};
}

Deno.test("text() and texts() take anything but nothing", () => {
  strictEqual(text("a", "x").parse("b c,d"), "b c,d");
  strictEqual(text("a", "x").parse(""), undefined);
  deepStrictEqual(texts(["a"], "x").parse("b c,d"), ["b c", "d"]);
  for (const bad of ["", "a,", ",a", "a,,b"]) {
    strictEqual(texts(["a"], "x").parse(bad), undefined, bad);
  }
});

Deno.test("number() takes finite numbers in its range", () => {
  const option = number(0.5, "share", { min: 0, max: 1 });
  strictEqual(option.expected, "a number from 0 to 1");
  strictEqual(option.parse("1e-4"), 1e-4);
  strictEqual(option.parse("0"), 0);
  strictEqual(option.parse("1"), 1);
  for (const bad of ["-0.1", "1.1", "", " ", "NaN", "Infinity", "1x", "1,5"]) {
    strictEqual(option.parse(bad), undefined, bad);
  }
  strictEqual(number(0, "x").parse("Infinity"), undefined);
  strictEqual(number(0, "x").parse("-2.5"), -2.5);
});

Deno.test("numbers() takes finite numbers between commas", () => {
  const option = numbers(undefined, "weights");
  deepStrictEqual(option.parse("0.5,-1,1e-3"), [0.5, -1, 1e-3]);
  for (const bad of ["", "1,", "a,b", "1,,2", "1, ,2", "1,Infinity"]) {
    strictEqual(option.parse(bad), undefined, bad);
  }
});

Deno.test("integer() takes whole numbers in its range", () => {
  const option = integer(3, "steps", { min: 1 });
  strictEqual(option.expected, "a whole number of at least 1");
  strictEqual(option.parse("12"), 12);
  for (const bad of ["0", "1.5", "", "9007199254740993"]) {
    strictEqual(option.parse(bad), undefined, bad);
  }
  strictEqual(
    integer(0, "x", { max: 9 }).expected,
    "a whole number of at most 9",
  );
});

Deno.test("choice() takes its names only", () => {
  const option = choice(["adam", "sgd"], "adam", "optimizer");
  strictEqual(option.expected, "one of adam, sgd");
  strictEqual(option.parse("sgd"), "sgd");
  for (const bad of ["", "SGD", "adam,sgd"]) {
    strictEqual(option.parse(bad), undefined, bad);
  }
});

Deno.test("toggle() is off unless it says that it is on", () => {
  strictEqual(toggle("go on").fallback, false);
  strictEqual(toggle("go on", true).fallback, true);
});

Deno.test("options have the types of their values", () => {
  assertType<string>()(text("a", "x"));
  assertType<string>()(text(required, "x"));
  assertType<string | undefined>()(text(undefined, "x"));
  assertType<readonly string[]>()(texts([], "x"));
  assertType<number>()(number(1, "x"));
  assertType<number | undefined>()(integer(undefined, "x"));
  assertType<"a" | "b">()(choice(["a", "b"], "a", "x"));
  assertType<"a" | "b" | undefined>()(choice(["a", "b"], undefined, "x"));
  assertType<boolean>()(toggle("x"));
  // @ts-expect-error: the default has to be one of the names
  choice(["a", "b"], "c", "x");
});
