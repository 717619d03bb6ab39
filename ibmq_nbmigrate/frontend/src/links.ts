/** What the cells of a review need of each other, given what was decided on each. */

import { Need, ReviewCell, Words } from './data';

export type State = 'open' | 'partial' | 'accepted' | 'rejected' | 'blocked';

export interface Linked {
  cell: ReviewCell;
  state: State;
}

export interface Link {
  /** A sentence for the card; `names` between backticks. */
  note: string;
  /** Cells, by their `index`, to accept together with this one. */
  accept: number[];
  /** Whether something is broken as it stands, and not only as long as nothing is decided. */
  bad: boolean;
}

const made = (item: Linked | undefined) => item?.state === 'accepted';
const inUse = (item: Linked | undefined) =>
  item !== undefined && item.state !== 'rejected' && item.state !== 'blocked';

export function linkOf(
  item: Linked,
  items: ReadonlyMap<number, Linked>,
  words: Words
): Link | null {
  const { cell, state } = item;
  if (state === 'rejected') {
    return ofRejected(cell, items, words);
  }
  const unmet = cell.needs.filter(need => !made(items.get(need.cell)));
  if (unmet.length === 0 || state === 'blocked') {
    return null;
  }
  const what = list(unmet.map(need => said(need, words)));
  return {
    note:
      state === 'open'
        ? words.__('Uses %1.', what)
        : words.__('Uses %1, which is not accepted.', what),
    accept: missing(cell, items),
    bad: state !== 'open'
  };
}

function ofRejected(
  cell: ReviewCell,
  items: ReadonlyMap<number, Linked>,
  words: Words
): Link | null {
  const users = [...items.values()].filter(
    other =>
      inUse(other) && other.cell.needs.some(need => need.cell === cell.index)
  );
  const lost = cell.loses.filter(need => made(items.get(need.cell)));
  const notes: string[] = [];
  if (users.length > 0) {
    const names = new Set(
      users.flatMap(({ cell: user }) =>
        user.needs
          .filter(need => need.cell === cell.index)
          .flatMap(need => need.names)
      )
    );
    notes.push(
      words._n(
        'Cell %2 needs %3 of this cell.',
        'Cells %2 need %3 of this cell.',
        users.length,
        list(users.map(user => String(user.cell.index + 1))),
        list([...names].map(name => `\`${name}\``))
      )
    );
  }
  if (lost.length > 0) {
    notes.push(
      words.__(
        'Still uses %1, which that cell no longer makes.',
        list(lost.map(need => said(need, words)))
      )
    );
  }
  return notes.length > 0
    ? { note: notes.join(' '), accept: [], bad: true }
    : null;
}

/** All cells that have to be accepted so that this one finds what it uses, in their order. */
function missing(
  cell: ReviewCell,
  items: ReadonlyMap<number, Linked>,
  seen = new Set<number>()
): number[] {
  for (const need of cell.needs) {
    const maker = items.get(need.cell);
    if (maker && !made(maker) && !seen.has(need.cell)) {
      if (maker.state !== 'blocked') {
        seen.add(need.cell);
        missing(maker.cell, items, seen);
      }
    }
  }
  return [...seen].sort((a, b) => a - b);
}

function said({ cell, names }: Need, words: Words): string {
  return words.__(
    '%1 of cell %2',
    list(names.map(name => `\`${name}\``)),
    String(cell + 1)
  );
}

function list(parts: string[]): string {
  return parts.join(', ');
}
