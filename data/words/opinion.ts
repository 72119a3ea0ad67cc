import { list } from "./list.ts";

/** Adjectives of liking. */
export const praise = list(`
  good, great, lovely, charming, brilliant, funny, clever, touching, fresh, moving,
  superb, delightful, gripping, warm, graceful, witty, heartfelt, tender, bright,
  beautiful, elegant, thrilling, rich, wonderful, sharp, splendid, perfect, stylish,
  sweet, amazing, excellent, enjoyable, inspired, masterful, likeable, rewarding,
  refreshing, dazzling, memorable, joyful, smart, lively, engaging, magical
`);

/** Adjectives of dislike. */
export const blame = list(`
  bad, awful, dull, boring, clumsy, stupid, tired, lifeless, flat, stale, dreadful,
  weak, silly, cold, messy, shallow, lazy, tedious, ugly, painful, empty, poor,
  pointless, terrible, horrible, annoying, forgettable, bland, cheap, predictable,
  hollow, sloppy, grim, ridiculous, tasteless, dreary, mindless, chaotic, dismal,
  irritating, wooden, lame, pretentious, sluggish
`);

/** Words before an adjective that leave its direction alone. */
export const degrees = list(`
  very, really, quite, truly, rather, so, deeply, simply, utterly, always
`);

/** Words before an adjective that turn its direction round. */
export const negators = list(`
  not, never, hardly, far from, anything but, not at all
`);

/** What those say who liked a work. */
export const welcomes = list(`
  highly recommended, i loved it, five stars, worth seeing twice
`);

/** What those say who did not. */
export const warnings = list(`
  best avoided, i hated it, one star, not worth a ticket
`);

/** Works that are judged. */
export const works = list(`
  film, movie, comedy, drama, thriller, sequel, story, documentary, cartoon, western,
  picture, musical, remake, romance, fairy tale, biography
`);

/** Parts of a work. */
export const aspects = list(`
  plot, acting, script, cast, music, ending, dialogue, camera work, pace, humour,
  hero, villain, first half, last scene, direction, editing, set design, romance,
  soundtrack, storyline, lead actress, chase scene, final twist
`);
