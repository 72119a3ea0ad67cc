import { list } from "./list.ts";

/** Things that one can buy, break, find and ask about. */
export const things = list(`
  bicycle, clock, lamp, piano, guitar, table, boat, tractor, radio, camera, kettle,
  carpet, mirror, ladder, tent, violin, wagon, bottle, basket, blanket, computer,
  printer, phone, oven, bucket, hammer, curtain, window, fence, engine, wallet,
  umbrella, saddle, drum, kite, candle, teapot, suitcase, telescope, sewing machine,
  bookcase, lawnmower, trumpet, helmet, necklace, pillow, sculpture, wheelbarrow, sofa,
  canoe, toaster, doorbell
`);

/** Adjectives that say nothing for or against. */
export const looks = list(`
  old, new, young, tall, small, large, green, red, blue, yellow, white, black, plain,
  heavy, round, quiet, busy, grey, foreign, local
`);

/** Deeds in the past tense, which is their participle too; the entries of one row
 * mean the same. */
export const deeds = [
  list("bought, purchased, acquired"),
  list("repaired, fixed, mended"),
  list("smashed, damaged, ruined"),
  list("concealed, buried, stashed"),
  list("cleaned, washed, polished"),
  list("snatched, grabbed, pocketed"),
  list("painted, coloured, decorated"),
  list("carried, hauled, dragged"),
] as const;

/** Deeds in the present tense, for questions; the entries of one row mean the same. */
export const tasks = [
  list("repair, fix, mend"),
  list("clean, wash, polish"),
  list("sell, get rid of, find a buyer for"),
  list("buy, choose, pick"),
  list("paint, decorate, colour"),
  list("store, keep, put away"),
] as const;

/** Reasons that no sentence before them implies. */
export const motives = list(`
  to please a friend, to win a bet, because of the rain, for a birthday party,
  to save some money, because it was cheap, for the summer holiday,
  to surprise the family, because the doctor said so, for a school play,
  to impress a visitor, because of a dream, for the wedding, to annoy a rival
`);

/** Counts in words. */
export const numbers = list(`
  two, three, four, five, six, seven, eight, nine, ten, twelve, twenty, thirty,
  fifty, sixty
`);

/** Years as written. */
export const years = list(`
  1848, 1871, 1903, 1912, 1926, 1934, 1951, 1963, 1977, 1985, 1992, 2004, 2011, 2018
`);
