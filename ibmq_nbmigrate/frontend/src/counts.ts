/** How far a review is, counted over its cards. */

import { Counts, Filter } from './bar';
import { Card } from './card';
import { ReviewCell, isChanged } from './data';
import { State } from './links';

/** Which cells a filter shows. */
export const PREDICATES: Record<Filter, (cell: ReviewCell) => boolean> = {
  changed: isChanged,
  person: cell => cell.findings.some(finding => finding.person),
  all: () => true
};

type Counted = Omit<Counts, 'filter' | 'undecided' | 'canUndo'>;

export function countsOf(cards: readonly Card[]): Counted {
  const changed = cards.filter(card => card.changes);
  const count = (state: State) =>
    changed.filter(card => card.state === state).length;
  return {
    shown: {
      changed: changed.length,
      person: cards.filter(card => card.findings.left > 0).length,
      all: cards.length
    },
    changes: changed.length,
    accepted: count('accepted'),
    rejected: count('rejected'),
    blocked: count('blocked'),
    left: cards.reduce((sum, card) => sum + card.findings.left, 0)
  };
}
