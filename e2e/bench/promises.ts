/** One line of the report: what was measured, against what, and what was promised of it. */
export interface Figure {
  figure: string;
  value: number;
  unit: string;
  baseline?: number;
  /** `value` over `baseline`. */
  ratio?: number;
  n: number;
  promise?: { of: 'ratio' | 'value'; at: 'most' | 'least'; limit: number };
}

/** Whether a figure keeps what is promised of it; one without a promise does. */
export function isKept({ promise, value, ratio = Number.NaN }: Figure): boolean {
  if (promise === undefined) return true;
  const measured = promise.of === 'ratio' ? ratio : value;
  return promise.at === 'most' ? measured <= promise.limit : measured >= promise.limit;
}

export function promiseText({ promise }: Figure): string {
  if (promise === undefined) return '';
  return `${promise.of} at ${promise.at} ${promise.limit}`;
}
