/** What is remembered of each cell: found by its id or, where ids are new, by its text. */

import { hash } from './data';
import { HunkState } from './diff';
import { SourceCell } from './request';

export interface Memory {
  /** The text before, and the text that an acceptance put in its place. */
  accepted?: { before: string; after: string; text: string };
  /** What became of single hunks of the proposal `after`. */
  hunks?: { after: string; states: readonly HunkState[] };
  /** The hash of the text on which a proposal was rejected. */
  rejected?: string;
  /** Findings that a person has looked at, by `keyOf`. */
  ticked?: readonly string[];
}

export class Memories {
  get(id: string | null): Memory {
    return this.known.get(id ?? '') ?? {};
  }

  set(id: string, memory: Memory): void {
    this.known.set(id, memory);
  }

  update(id: string, memory: Memory): void {
    this.set(id, { ...this.get(id), ...memory });
  }

  /**
   * Finds cells again that got new ids, as those of a notebook without ids do whenever it is read: a cell
   * that nothing is known of takes over from a cell that is gone and had its text.
   */
  findAgain(cells: readonly SourceCell[]): void {
    const ids = new Set(cells.map(({ id }) => id));
    const gone = [...this.known].filter(([id]) => !ids.has(id));
    for (const { id, source } of cells) {
      if (!this.known.has(id)) {
        const at = gone.findIndex(([, { accepted, rejected }]) =>
          accepted ? accepted.text === source : rejected === hash(source)
        );
        for (const [old, memory] of at < 0 ? [] : gone.splice(at, 1)) {
          this.known.delete(old);
          this.known.set(id, memory);
        }
      }
    }
  }

  /** Forgets all other cells. */
  keep(cells: readonly SourceCell[]): void {
    const ids = new Set(cells.map(({ id }) => id));
    for (const id of [...this.known.keys()]) {
      if (!ids.has(id)) {
        this.known.delete(id);
      }
    }
  }

  private readonly known = new Map<string, Memory>();
}
