import { list } from "./list.ts";

/** First names. */
export const names = list(`
  anna, boris, clara, david, elena, felix, greta, hugo, ines, jonas, karim, laura,
  marco, nadia, oscar, paula, quentin, rosa, simon, teresa, umar, vera, walter,
  yusuf, zoe, arthur, bella, cedric, dora, emil, fiona, gavin, hanna, ivan, judith,
  kevin, linda, martin, nora, otto, philip, rita, stefan, tanya, viktor, wanda, agnes,
  bernard, carla, dieter, edith, frank, gloria, henry, irene, jacob, kirsten, leon
`);

/** What people do for a living or are to each other. */
export const roles = list(`
  farmer, teacher, baker, nurse, lawyer, painter, driver, sailor, carpenter, pilot,
  gardener, butcher, clerk, singer, plumber, tailor, librarian, shepherd, waiter,
  engineer, student, neighbour, mother, father, uncle, sister, cousin, widow, guest,
  stranger, child, boy, girl, woman, man, captain, dentist, soldier, judge, barber,
  miner, cook, dancer, poet, mayor, priest, hunter, mechanic, tourist, nephew, niece,
  grandmother, postman, athlete, musician
`);

/** Groups of people that do not exist; nobody real is meant. */
export const groups = list(`
  gorvans, tallfolk, rivermen, moonies, zembrans, hillers, ostlings, quarnites,
  velders, marshers
`);
