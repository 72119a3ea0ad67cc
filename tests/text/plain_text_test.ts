import { strictEqual } from "node:assert/strict";
import { plainText } from "../../lib/text/plain_text.ts";

const CASES: Record<string, string> = {
  "Bush#39;s &quot;plan&quot; &amp; more": 'Bush\'s "plan" & more',
  "one<br /><BR>two": "one\n\ntwo",
  '&lt;A HREF="http://x.y/z"&gt;SPACE.com&lt;/A&gt; - ok': " SPACE.com  - ok",
  "see www.a.b/c?d=1 or https://e.f now": "see   or   now",
  "3 < 4 and 5 > 2; a<b": "3 < 4 and 5 > 2; a<b",
  "&#8217; &#55296; &#0; &hellip;": "’ &#55296; &#0; &hellip;",
  "said  quot;no quot; to AT amp;T for  #36;5": 'said  "no " to AT &T for  $5',
  "an amp; the cuquot;": "an & the cuquot;",
  "#1 of #tag": "#1 of #tag",
};

for (const [text, expected] of Object.entries(CASES)) {
  Deno.test(`plainText() of ${JSON.stringify(text)}`, () => {
    strictEqual(plainText(text), expected);
  });
}
