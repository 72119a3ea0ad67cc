import { list } from "./list.ts";

/** A field of the news: who acts in it, what they do and to what. */
export interface Field {
  actors: readonly string[];
  deeds: readonly string[];
  objects: readonly string[];
}

/** Politics abroad. */
export const world: Field = {
  actors: list(`
    the president, the minister, rebels, the army, voters, the parliament, the envoy,
    protesters, the government, soldiers, the ambassador, refugees, the opposition,
    the prime minister, a diplomat, the militia, peacekeepers, the senate, the king
  `),
  deeds: list(`
    attacked, signed, rejected, banned, condemned, debated, crossed, defended, ended,
    demanded, blocked
  `),
  objects: list(`
    the border, a treaty, the election, the ceasefire, a new law, the capital,
    the peace talks, the sanctions, a hostage deal, the embassy, the constitution,
    an arms embargo, the frontier town, the coalition, a refugee camp, the veto,
    martial law
  `),
};

/** Sport. */
export const sport: Field = {
  actors: list(`
    the striker, the coach, the champions, the goalkeeper, the team, the rookie,
    the sprinter, the referee, the boxer, the league leaders, the defender, the fans,
    the quarterback, the tennis star, the cyclists, the captain, the swimmer
  `),
  deeds: list(`
    beat, won, lost, scored in, crushed, kicked off, missed, celebrated, dominated,
    played, saved
  `),
  objects: list(`
    the final, the match, the season, a penalty, the cup, the tournament, the derby,
    the race, the playoffs, a home game, the title, extra time,
    the relay, the gold medal, a hat trick, the qualifier, the second set
  `),
};

/** Business. */
export const business: Field = {
  actors: list(`
    the bank, investors, the airline, shareholders, the retailer, the oil company,
    traders, the chief executive, the carmaker, the insurer, regulators, the union,
    the brokers, the brewery, the hedge fund, the auditors, the supermarket chain
  `),
  deeds: list(`
    bought, sold, merged with, priced, cut, raised, financed, audited, floated, invested in
  `),
  objects: list(`
    the shares, a takeover bid, the stock market, the merger, its forecast, the loan,
    the pension fund, a bond issue, the brand, the factory, its dividend, the contract,
    the bankruptcy plan, a tax refund, the warehouse, the invoice, the joint venture
  `),
};

/** Science and technology. */
export const science: Field = {
  actors: list(`
    scientists, the telescope, researchers, the software, the laboratory, astronomers,
    the probe, engineers, the robot, biologists, the satellite, programmers,
    the spacecraft, physicists, chemists, the supercomputer, the sensor
  `),
  deeds: list(`
    discovered, measured, mapped, tested, launched, decoded, observed, simulated,
    photographed, designed
  `),
  objects: list(`
    a planet, the genome, a virus, the network, an orbit, a chip, the search engine,
    a fossil, the data, a microscope, the operating system, a comet,
    the algorithm, a black hole, the protein, the battery, a galaxy
  `),
};
