import { list } from "./list.ts";

/** Companies that do not exist. */
export const companies = list(`
  norvik, altera, bexley, cordum, dantor, elvira foods, fenwick, galtex, harlow,
  ismara, jutland steel, kordia, lunden, merat, nexo, orlen paper,
  pollux, quarto mills, rivello, sandvar, tellus, ulmann, vantor
`);

/** What companies make. */
export const goods = list(`
  tyres, paper, steel, cranes, lifts, software, ships, coffee, medicine, furniture,
  cables, tractors, glass, shoes,
  bricks, textiles, turbines, chemicals, beer, newspapers, engines
`);

/** Amounts that a company wants to see grow. */
export const incomes = list(`
  profit, sales, revenue, earnings, orders, market share, turnover, income,
  cash flow, output, exports, margins
`);

/** Amounts that a company wants to see shrink. */
export const burdens = list(`
  costs, debt, losses, expenses, complaints, delays, write-downs, interest payments,
  fines, liabilities, layoffs, bad loans
`);

/** Movements upwards. */
export const rises = list(`
  rose, climbed, grew, increased, jumped, doubled, soared, surged
`);

/** Movements downwards. */
export const falls = list(`
  fell, dropped, shrank, decreased, plunged, halved, slumped, declined
`);
