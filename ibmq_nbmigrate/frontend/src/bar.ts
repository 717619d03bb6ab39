/** The head of the list: which cells to show, what to do with all of them, and how far one is. */

import { Words } from './data';
import { button, h } from './dom';

export type Filter = 'changed' | 'person' | 'all';
export const FILTERS: readonly Filter[] = ['changed', 'person', 'all'];

export interface BarActions {
  filter(filter: Filter): void;
  move(step: 1 | -1): void;
  decideAll(action: 'accept' | 'reject'): void;
  undo?(): void;
  /** Whether to say how many changes are accepted; not where the host does. */
  tellAccepted: boolean;
}

export interface Counts {
  filter: Filter;
  shown: Record<Filter, number>;
  changes: number;
  accepted: number;
  rejected: number;
  blocked: number;
  /** Changes that the filter shows and that nobody has decided on. */
  undecided: number;
  /** Findings that wait for a person. */
  left: number;
  canUndo: boolean;
}

export class Bar {
  readonly node: HTMLElement;

  constructor(
    private readonly words: Words,
    private readonly actions: BarActions
  ) {
    this.filters = new Map(
      FILTERS.map(name => [
        name,
        button('', () => actions.filter(name), {
          class: 'ibmq-Filter',
          'data-filter': name
        })
      ])
    );
    this.acceptAll = button('', () => actions.decideAll('accept'), {
      class: 'ibmq-Button ibmq-mod-accept',
      'data-action': 'accept-all'
    });
    this.rejectAll = button(
      words.__('Reject all'),
      () => actions.decideAll('reject'),
      { 'data-action': 'reject-all' }
    );
    this.undo = button(words.__('Undo'), () => actions.undo?.(), {
      'data-action': 'undo',
      title: words.__('Take the last decision back (Ctrl+Z)')
    });
    this.undo.hidden = !actions.undo;
    this.counts = h('div', {
      class: 'ibmq-Review-counts',
      role: 'status',
      'aria-live': 'polite'
    });
    const step = (label: string, text: string, key: string, by: 1 | -1) =>
      button(label, () => actions.move(by), {
        class: 'ibmq-Button ibmq-mod-icon',
        title: `${text} (${key})`,
        'aria-label': text
      });
    this.node = h(
      'div',
      { class: 'ibmq-Review-bar' },
      h(
        'div',
        {
          class: 'ibmq-Filters',
          role: 'group',
          'aria-label': words.__('Which cells to show')
        },
        ...this.filters.values()
      ),
      h(
        'div',
        { class: 'ibmq-Review-actions' },
        step('↑', words.__('Previous change'), 'P', -1),
        step('↓', words.__('Next change'), 'N', 1),
        this.undo,
        this.rejectAll,
        this.acceptAll
      ),
      this.counts
    );
  }

  show(counts: Counts): void {
    const { words } = this;
    const names: Record<Filter, string> = {
      changed: words.__('Changed'),
      person: words.__('Needs a person'),
      all: words.__('All')
    };
    for (const [name, node] of this.filters) {
      node.replaceChildren(
        names[name],
        h('span', { class: 'ibmq-Filter-count' }, String(counts.shown[name]))
      );
      node.setAttribute('aria-pressed', String(name === counts.filter));
    }
    const text = this.sentence(counts);
    if (this.counts.textContent !== text) {
      this.counts.textContent = text; // only news is announced
    }
    const { undecided } = counts;
    this.acceptAll.textContent =
      undecided > 0
        ? words.__('Accept all (%1)', String(undecided))
        : words.__('Accept all');
    this.acceptAll.disabled = this.rejectAll.disabled = undecided === 0;
    this.undo.disabled = !counts.canUndo;
  }

  private sentence(counts: Counts): string {
    const { words } = this;
    const { changes, accepted, rejected, blocked, left } = counts;
    const parts: string[] = [];
    if (changes > 0 && this.actions.tellAccepted) {
      parts.push(
        words.__('%1 of %2 accepted', String(accepted), String(changes))
      );
    }
    if (rejected > 0) {
      parts.push(words.__('%1 rejected', String(rejected)));
    }
    if (blocked > 0) {
      parts.push(words.__('%1 cannot be changed now', String(blocked)));
    }
    parts.push(
      left > 0
        ? words._n('%1 left for a person', '%1 left for a person', left)
        : words.__('nothing left for a person')
    );
    return parts.join(' · ');
  }

  private readonly filters: Map<Filter, HTMLButtonElement>;
  private readonly acceptAll: HTMLButtonElement;
  private readonly rejectAll: HTMLButtonElement;
  private readonly undo: HTMLButtonElement;
  private readonly counts: HTMLElement;
}
