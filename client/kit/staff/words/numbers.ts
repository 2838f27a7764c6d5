const locale = 'en';
export const dash = '–';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
const wholeDollars = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const cents = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 3,
});
const centFractions = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 3,
});

/** `1,234`; `128.4K` from 100,000 on. */
export function countText(count: number): string {
  return Math.abs(count) >= 100_000 ? compact.format(count) : whole.format(count);
}

/** Dollars with as many digits as matter: `$0.00042`, `$0.123`, `$12.30`, `$12,345`. Null is a dash. */
export function usdText(usd: number | null): string {
  if (usd === null) return dash;
  if (usd === 0) return '$0';
  if (Math.abs(usd) < 0.000_000_1) return '< $0.0000001';
  if (Math.abs(usd) < 0.1) return centFractions.format(usd);
  if (Math.abs(usd) < 1) return cents.format(usd);
  return Math.abs(usd) < 10_000 ? dollars.format(usd) : wholeDollars.format(usd);
}

/** `0.4 ms`, `412 ms`, `1.24 s`, `2 min 5 s`, `3 h 20 min`. Null is a dash. */
export function durationText(ms: number | null): string {
  if (ms === null) return dash;
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${Number((ms / 1000).toFixed(2))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${whole.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** A share of 1 as a percentage: `0%`, `0.4%`, `63%`, `99.6%`. Null is a dash. */
export function shareText(share: number | null): string {
  if (share === null) return dash;
  const percent = share * 100;
  const isAtAnEdge = (percent > 0 && percent < 10) || (percent > 90 && percent < 100);
  return `${isAtAnEdge ? Number(percent.toFixed(1)) : Math.round(percent)}%`;
}

/** Both ends of an interval of shares: `48–71%`, `0.3–9%`. Null when there is none. */
export function intervalText(interval: { low: number | null; high: number | null }): string | null {
  const { low, high } = interval;
  return low === null || high === null ? null : `${endText(low)}–${endText(high)}%`;
}

/** In percent; a decimal only where a whole number would say 0 or 100 and not mean it. */
function endText(share: number): number {
  const percent = share * 100;
  const isAtTheEdge = (percent > 0.05 && percent < 1) || (percent > 99 && percent < 99.95);
  return isAtTheEdge ? Number(percent.toFixed(1)) : Math.round(percent);
}

/** The text in one piece, whatever the line's width: `1.5 s`, `48–71%`. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0').replaceAll('–', '\u2060–\u2060');
}

/** `1 answer`, `1,204 answers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
