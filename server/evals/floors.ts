import type { CaseFile } from './case-file.ts';
import type { Figures } from './measures.ts';

export interface Floor {
  figure: string;
  /** Least share allowed; `below` turns it into the highest. */
  atLeast?: number;
  atMost?: number;
  /** Only with `--hide-gold`. */
  hideGold?: boolean;
}

const nothingInternal: Floor = { figure: 'internal shown', atMost: 0 };

/** What a run promises, by the format of its cases. */
export const floors: Record<CaseFile['format'], Floor[]> = {
  own: [
    { figure: 'recall@5', atLeast: 0.9 },
    { figure: 'facts in answers given', atLeast: 0.8 },
    // Without it a subject that answers only the easiest question would do.
    { figure: 'answered when answerable', atLeast: 0.7 },
    { figure: 'abstained when unanswerable', atLeast: 0.85 },
    nothingInternal,
  ],
  /** Dense search alone with the shipped embedder finds 0.817 and 0.956. */
  'travel-faq': [
    { figure: 'found@1', atLeast: 0.817 },
    { figure: 'found@5', atLeast: 0.956 },
    { figure: 'answered when answerable', atLeast: 0.8, hideGold: true },
    { figure: 'abstained when gold is hidden', atLeast: 0.7, hideGold: true },
    nothingInternal,
  ],
  /** Equal-weight fusion over the scenario's sentences recalls 0.18 and 0.26. */
  'banking-kb': [
    { figure: 'recall@5', atLeast: 0.18 },
    { figure: 'recall@10', atLeast: 0.26 },
    nothingInternal,
  ],
};

/** The floors that the figures fall short of, in words. A figure that no case could give is not judged. */
export function shortfalls(figures: Figures, wanted: Floor[], hideGold: boolean): string[] {
  return wanted.flatMap(({ figure, atLeast, atMost, hideGold: onlyHidden }) => {
    const share = figures[figure]?.share;
    if (share === undefined || (onlyHidden && !hideGold)) return [];
    if (atLeast !== undefined && share < atLeast) {
      return [`${figure} is ${share.toFixed(3)}, promised is at least ${atLeast}`];
    }
    if (atMost !== undefined && share > atMost) {
      return [`${figure} is ${share.toFixed(3)}, promised is at most ${atMost}`];
    }
    return [];
  });
}
