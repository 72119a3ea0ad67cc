import { list } from "./list.ts";

/** Cities. */
export const cities = list(`
  paris, lisbon, vienna, oslo, cairo, lima, delhi, tokyo, boston, dublin, prague,
  athens, madrid, seoul, nairobi, quebec, geneva, hamburg, turin, sydney, munich,
  naples, bergen, chicago, havana, kyoto, bristol, warsaw, porto, zurich
`);

/** Countries. */
export const countries = list(`
  france, portugal, austria, norway, egypt, peru, india, japan, canada, ireland,
  greece, spain, korea, kenya, italy, chile, poland, turkey, brazil, sweden,
  mexico, finland, denmark, hungary, vietnam, morocco, iceland, nepal, cuba, ghana
`);

/** Places within reach, with their prepositions. */
export const spots = list(`
  in the market, in the kitchen, near the river, behind the church, at the station,
  in the old barn, on the beach, by the bridge, in the garden, at the harbour,
  on the hill, in the library, next to the school, outside the hotel, in the forest,
  under the tree, at the theatre, in the village
`);

/** Months. */
export const months = list(`
  january, february, march, april, may, june, july, august, september, october,
  november, december
`);

/** Days of the week. */
export const weekdays = list(`
  monday, tuesday, wednesday, thursday, friday, saturday, sunday
`);
