import { deepStrictEqual } from "node:assert/strict";
import { contentWords } from "../../../lib/text/topics/content_words.ts";

Deno.test("contentWords() are small letters without stop words", () => {
  deepStrictEqual(
    contentWords("The CITIES of Mr. Smith, and HIS 3 dogs (2nd)!"),
    ["city", "mr", "smith", "dog"],
  );
});

Deno.test("contentWords() leave apostrophes out without splitting", () => {
  deepStrictEqual(contentWords("O'Neill’s wasn't Ike's"), ["oneill", "ike"]);
  deepStrictEqual(contentWords("I've cant 'quoted'"), ["quoted"]);
});

Deno.test("contentWords() have no marks of web pages, numbers or single letters", () => {
  deepStrictEqual(
    contentWords(
      'good<br /><br />bad &lt;A HREF="x.asp"&gt;Profile&lt;/A&gt; Bush#39;s ' +
        "AT&amp;T http://t.co/Ab1 4.5% x tie&nbsp;breaker",
    ),
    ["good", "bad", "profile", "bush", "tie", "breaker"],
  );
});

Deno.test("contentWords() take other stop words, and keep letters of any language", () => {
  deepStrictEqual(
    contentWords("Das Gebäude der Straße", new Set(["das", "der"])),
    ["gebäude", "straße"],
  );
});
