import type { Volatility } from '../ports/knowledge-store.ts';

const currency =
  /[€$£¥₹]\s?\d|\d\s?[€$£¥₹]|\b(?:eur|usd|gbp|chf|cents?|euros?|dollars?|pounds?)\b/iu;
const price = /\b(?:prices?|costs?|fees?|discounts?|sale|offers?|vouchers?|promo(?:tion)?s?)\b/iu;
const stock =
  /\b(?:in stock|out of stock|sold out|availability|available (?:now|from|again)|restock(?:ed|ing)?|back ?orders?|pre-?orders?|waiting list)\b/iu;
const dates =
  /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b/iu;
const openingHours =
  /\b(?:opening hours|business hours|opens?(?: at)?|closed? (?:on|at)|\d{1,2}(?::\d{2})?\s?(?:am|pm)|\d{1,2}:\d{2})\b/iu;

/** What tells that a text is likely to change soon, by name. */
const signs: readonly [string, RegExp][] = [
  ['price', currency],
  ['price', price],
  ['stock', stock],
  ['date', dates],
  ['opening-hours', openingHours],
];

/** For documents whose front matter does not say: prices, stock, dates and opening hours change often, the rest seldom. */
export function guessVolatility(markdown: string): Volatility {
  return signs.some(([, pattern]) => pattern.test(markdown)) ? 'volatile' : 'stable';
}
