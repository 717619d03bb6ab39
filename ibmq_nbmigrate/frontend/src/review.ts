/**
 * The list of changed cells and of cells with findings: before and after, accept and reject, filters.
 * Knows no host: the JupyterLab side panel and the ipywidgets panel both show their cells with it.
 */

import { Diff, createDiff } from './diff';
import {
  Finding,
  ReviewCell,
  ReviewData,
  Status,
  Words,
  isChanged,
  needsPerson
} from './data';
import { button, h, prose } from './dom';

/** What became of a proposed change; `blocked` is one that the host can't apply. */
export type State = 'open' | 'accepted' | 'rejected' | 'blocked';
export type Action = 'accept' | 'reject' | 'reset';
export type Filter = 'changed' | 'person' | 'all';
export const FILTERS: readonly Filter[] = ['changed', 'person', 'all'];

export interface Host {
  words: Words;
  /** Carries out what the user decided, and answers with `Review.setState` for each cell. */
  decide(cells: ReviewCell[], action: Action): void;
  /** Shows the cell in the notebook; without it there are no links to cells. */
  jump?(cell: ReviewCell): void;
  filterChanged?(filter: Filter): void;
}

/** Width in pixels from which before and after stand side by side. */
const WIDE = 760;
const LINE_HEIGHT = 18;
const MOST_LINES = 24;

const PREDICATES: Record<Filter, (cell: ReviewCell) => boolean> = {
  changed: isChanged,
  person: needsPerson,
  all: () => true
};

interface Card {
  cell: ReviewCell;
  state: State;
  node: HTMLLIElement;
  note: HTMLElement;
  stateLabel: HTMLElement;
  buttons: Record<Action, HTMLButtonElement> | null;
  diffNode: HTMLElement;
  diff: Diff | null;
}

export class Review {
  readonly node: HTMLElement;

  constructor(
    private readonly host: Host,
    filter: Filter = 'changed'
  ) {
    const { words } = host;
    this._filter = filter;
    this._counts = h('div', {
      class: 'ibmq-Review-counts',
      role: 'status',
      'aria-live': 'polite'
    });
    this._filters = Object.fromEntries(
      FILTERS.map(name => [
        name,
        button('', () => (this.filter = name), {
          class: 'ibmq-Filter',
          'data-filter': name
        })
      ])
    ) as Record<Filter, HTMLButtonElement>;
    this._acceptAll = button('', () => this.decideAll('accept'), {
      class: 'ibmq-Button ibmq-mod-accept',
      'data-action': 'accept-all'
    });
    this._rejectAll = button(
      words.__('Reject all'),
      () => this.decideAll('reject'),
      {
        'data-action': 'reject-all'
      }
    );
    this._list = h('ol', {
      class: 'ibmq-Review-list',
      role: 'list',
      'aria-label': words.__('Cells')
    });
    this._empty = h('p', { class: 'ibmq-Review-empty' });
    this._bar = h(
      'div',
      { class: 'ibmq-Review-bar' },
      h(
        'div',
        {
          class: 'ibmq-Filters',
          role: 'group',
          'aria-label': words.__('Which cells to show')
        },
        ...FILTERS.map(name => this._filters[name])
      ),
      h(
        'div',
        { class: 'ibmq-Review-actions' },
        button('↑', () => this.move(-1), {
          class: 'ibmq-Button ibmq-mod-icon',
          title: words.__('Previous change (P)'),
          'aria-label': words.__('Previous change')
        }),
        button('↓', () => this.move(1), {
          class: 'ibmq-Button ibmq-mod-icon',
          title: words.__('Next change (N)'),
          'aria-label': words.__('Next change')
        }),
        this._rejectAll,
        this._acceptAll
      ),
      this._counts
    );
    this.node = h(
      'section',
      { class: 'ibmq-Review', 'aria-label': words.__('Proposed changes') },
      this._bar,
      this._empty,
      this._list
    );
    this.node.addEventListener('keydown', event => this._onKey(event));
    this._visible = new IntersectionObserver(
      entries => this._onVisible(entries),
      {
        root: this._list,
        rootMargin: '300px 0px'
      }
    );
    this._size = new ResizeObserver(() => this._relayout());
    this._size.observe(this.node);
    this._theme = new MutationObserver(() => this._relayout());
    this._theme.observe(document.body, {
      attributes: true,
      attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name', 'class']
    });
    this._relayout();
  }

  /** Shows a new result; decisions on the one before are forgotten. */
  setData(data: ReviewData | null): void {
    this._clear();
    this._data = data;
    for (const cell of data?.cells ?? []) {
      const card = this._createCard(cell);
      this._cards.set(cell.index, card);
    }
    this._list.append(...[...this._cards.values()].map(card => card.node));
    this._applyFilter();
  }

  get data(): ReviewData | null {
    return this._data;
  }

  /** What became of a cell's change, and why it is blocked. */
  setState(index: number, state: State, note = ''): void {
    const card = this._cards.get(index);
    if (!card || (card.state === state && card.note.textContent === note)) {
      return;
    }
    card.state = state;
    card.note.textContent = note;
    this._showState(card);
    this._countSoon();
  }

  state(index: number): State | undefined {
    return this._cards.get(index)?.state;
  }

  get filter(): Filter {
    return this._filter;
  }

  set filter(filter: Filter) {
    if (filter !== this._filter) {
      this._filter = filter;
      this._applyFilter();
      this.host.filterChanged?.(filter);
    }
  }

  /** Makes the next (1) or previous (-1) shown cell the current one, and focuses it. */
  move(step: 1 | -1): void {
    const shown = this._shown();
    const at = this._current ? shown.indexOf(this._current) : -1;
    const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step;
    if (shown[next]) {
      this._setCurrent(shown[next], true);
    }
  }

  /** Accepts, rejects or takes back the decision on the current cell. */
  decideCurrent(action: Action): void {
    if (this._current) {
      this._decide(this._current, action);
    }
  }

  /** Accepts or rejects every undecided change that the filter shows. */
  decideAll(action: 'accept' | 'reject'): void {
    const cells = this._undecided().map(card => card.cell);
    if (cells.length > 0) {
      this.host.decide(cells, action);
    }
  }

  dispose(): void {
    this._clear();
    this._visible.disconnect();
    this._size.disconnect();
    this._theme.disconnect();
  }

  private _createCard(cell: ReviewCell): Card {
    const { words, jump } = this.host;
    const number = String(cell.index + 1);
    const title = words.__('Cell %1', number);
    const changed = isChanged(cell);
    const titleNode = jump
      ? button(title, () => jump.call(this.host, cell), {
          class: 'ibmq-Card-title ibmq-mod-link',
          title: words.__('Show this cell in the notebook (Enter)')
        })
      : h('span', { class: 'ibmq-Card-title' }, title);
    const note = h('p', { class: 'ibmq-Card-note' });
    const stateLabel = h('span', { class: 'ibmq-Card-state' });
    const diffNode = h('div', { class: 'ibmq-Diff' });
    const of = (label: string, action: Action, extra = '') =>
      button(label, () => this._decide(card, action), {
        class: `ibmq-Button ${extra}`,
        'data-action': action,
        'aria-label': words.__('%1: %2', title, label)
      });
    const buttons = changed
      ? {
          reject: of(words.__('Reject'), 'reject'),
          accept: of(words.__('Accept'), 'accept', 'ibmq-mod-accept'),
          reset: of(words.__('Take back'), 'reset')
        }
      : null;
    const node = h(
      'li',
      { class: 'ibmq-Card', tabindex: '-1', 'data-index': String(cell.index) },
      h(
        'div',
        { class: 'ibmq-Card-header' },
        titleNode,
        cell.type === 'code'
          ? null
          : h('span', { class: 'ibmq-Card-type' }, cell.type),
        stateLabel,
        h(
          'span',
          { class: 'ibmq-Card-buttons' },
          ...(buttons ? Object.values(buttons) : [])
        )
      ),
      note,
      cell.findings.length > 0
        ? h(
            'ul',
            {
              class: 'ibmq-Findings',
              role: 'list',
              'aria-label': words.__('Findings')
            },
            ...cell.findings.map(finding => this._finding(finding))
          )
        : null,
      diffNode
    );
    const card: Card = {
      cell,
      state: 'open',
      node,
      note,
      stateLabel,
      buttons,
      diffNode,
      diff: null
    };
    node.addEventListener('focusin', () => this._setCurrent(card, false));
    const lines = Math.max(
      cell.before.split('\n').length,
      cell.after.split('\n').length
    );
    diffNode.style.minHeight = `${Math.min(lines, MOST_LINES) * LINE_HEIGHT}px`;
    this._showState(card);
    this._visible.observe(diffNode);
    return card;
  }

  private _finding(finding: Finding): HTMLLIElement {
    const { words } = this.host;
    const labels: Record<Status, string> = {
      fixed: words.__('Fixed'),
      review: words.__('Review'),
      manual: words.__('To do'),
      skipped: words.__('Skipped')
    };
    const rule = finding.url.startsWith('https://')
      ? h(
          'a',
          {
            class: 'ibmq-Finding-rule',
            href: finding.url,
            target: '_blank',
            rel: 'noopener noreferrer',
            title: finding.symbol ?? finding.url
          },
          finding.rule
        )
      : h(
          'span',
          { class: 'ibmq-Finding-rule', title: finding.symbol ?? '' },
          finding.rule
        );
    return h(
      'li',
      { class: 'ibmq-Finding', 'data-status': finding.status },
      h(
        'span',
        { class: 'ibmq-Finding-status' },
        labels[finding.status] ?? finding.status
      ),
      h(
        'span',
        { class: 'ibmq-Finding-text' },
        ...prose(finding.message),
        ' ',
        h(
          'span',
          { class: 'ibmq-Finding-place' },
          words.__('line %1', String(finding.line)),
          ' · ',
          rule
        )
      )
    );
  }

  private _decide(card: Card, action: Action): void {
    const fits =
      action === 'reset'
        ? card.state === 'accepted' || card.state === 'rejected'
        : card.state === 'open' && isChanged(card.cell);
    if (!fits) {
      return;
    }
    // The button that was pressed is about to vanish: the focus stays on its card, or goes on.
    const shown = this._shown();
    this._setCurrent(card, true);
    this.host.decide([card.cell], action);
    if (action !== 'reset') {
      const next = shown
        .slice(shown.indexOf(card) + 1)
        .find(other => other.state === 'open' && isChanged(other.cell));
      if (next) {
        this._setCurrent(next, true);
      }
    }
  }

  private _showState(card: Card): void {
    const { words } = this.host;
    const labels: Record<State, string> = {
      open: '',
      accepted: words.__('Accepted'),
      rejected: words.__('Rejected'),
      blocked: words.__('Not applied')
    };
    const changed = isChanged(card.cell);
    const label = changed ? labels[card.state] : words.__('Not changed');
    card.node.dataset.state = changed ? card.state : 'unchanged';
    card.stateLabel.textContent = label;
    card.node.setAttribute(
      'aria-label',
      [words.__('Cell %1', String(card.cell.index + 1)), label]
        .filter(Boolean)
        .join(', ')
    );
    if (card.buttons) {
      card.buttons.accept.hidden = card.state !== 'open';
      card.buttons.reject.hidden = card.state !== 'open';
      card.buttons.reset.hidden =
        card.state !== 'accepted' && card.state !== 'rejected';
    }
  }

  private _shown(): Card[] {
    return [...this._cards.values()].filter(card => !card.node.hidden);
  }

  private _undecided(): Card[] {
    return this._shown().filter(
      card => card.state === 'open' && isChanged(card.cell)
    );
  }

  private _setCurrent(card: Card, focus: boolean): void {
    if (this._current !== card) {
      this._current?.node.classList.remove('ibmq-mod-current');
      this._current?.node.setAttribute('tabindex', '-1');
      this._current = card;
      card.node.classList.add('ibmq-mod-current');
      card.node.setAttribute('tabindex', '0');
    }
    if (focus) {
      card.node.focus({ preventScroll: true });
      card.node.scrollIntoView({ block: 'nearest' });
    }
  }

  private _applyFilter(): void {
    const { words } = this.host;
    const cards = [...this._cards.values()];
    for (const card of cards) {
      card.node.hidden = !PREDICATES[this._filter](card.cell);
    }
    const shown = this._shown();
    if (!this._current || this._current.node.hidden) {
      this._current?.node.classList.remove('ibmq-mod-current');
      this._current = null;
      shown[0]?.node.setAttribute('tabindex', '0');
    }
    const names: Record<Filter, string> = {
      changed: words.__('Changed'),
      person: words.__('Needs a person'),
      all: words.__('All')
    };
    for (const name of FILTERS) {
      const count = cards.filter(card => PREDICATES[name](card.cell)).length;
      this._filters[name].replaceChildren(
        names[name],
        h('span', { class: 'ibmq-Filter-count' }, String(count))
      );
      this._filters[name].setAttribute(
        'aria-pressed',
        String(name === this._filter)
      );
    }
    this._bar.hidden = cards.length === 0;
    this._empty.hidden = shown.length > 0 || !this._data;
    this._empty.textContent =
      cards.length === 0
        ? words.__('Nothing to migrate in this notebook.')
        : this._filter === 'person'
          ? words.__('No cell here needs a person.')
          : words.__('No cell of this notebook changes.');
    this._count();
  }

  /** Many cells may be decided at once: they are counted, and announced, once. */
  private _countSoon(): void {
    if (!this._counting) {
      this._counting = true;
      queueMicrotask(() => {
        this._counting = false;
        this._count();
      });
    }
  }

  private _count(): void {
    const { words } = this.host;
    const changes = [...this._cards.values()].filter(card =>
      isChanged(card.cell)
    );
    const count = (state: State) =>
      changes.filter(card => card.state === state).length;
    const undecided = this._undecided().length;
    const person = [...this._cards.values()].filter(card =>
      needsPerson(card.cell)
    ).length;
    const parts = [
      words.__(
        '%1 of %2 accepted',
        String(count('accepted')),
        String(changes.length)
      )
    ];
    if (count('rejected') > 0) {
      parts.push(words.__('%1 rejected', String(count('rejected'))));
    }
    if (count('blocked') > 0) {
      parts.push(words.__('%1 not applied', String(count('blocked'))));
    }
    if (person > 0) {
      parts.push(
        words._n('%1 cell needs a person', '%1 cells need a person', person)
      );
    }
    const text = parts.join(' · ');
    if (this._counts.textContent !== text) {
      this._counts.textContent = text;
    }
    this._acceptAll.textContent =
      undecided > 0
        ? words.__('Accept all (%1)', String(undecided))
        : words.__('Accept all');
    this._acceptAll.disabled = this._rejectAll.disabled = undecided === 0;
  }

  private _onKey(event: KeyboardEvent): void {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented
    ) {
      return;
    }
    const onButton = (event.target as Element).closest(
      'button, a, select, input'
    );
    const actions: Record<string, () => void> = {
      n: () => this.move(1),
      p: () => this.move(-1),
      a: () => this.decideCurrent('accept'),
      r: () => this.decideCurrent('reject'),
      u: () => this.decideCurrent('reset'),
      Enter: () => this._current && this.host.jump?.(this._current.cell)
    };
    const action = actions[event.key];
    if (action && !(event.key === 'Enter' && onButton)) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  }

  /** An editor costs some 45 ms: each is made when its cell comes near the visible part. */
  private _onVisible(entries: IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const card = this._cards.get(
        Number(
          (entry.target.parentElement as HTMLElement | null)?.dataset.index
        )
      );
      if (entry.isIntersecting && card && card.diff === null) {
        this._visible.unobserve(card.diffNode);
        card.diff = createDiff(card.cell, card.diffNode, {
          wide: this._wide,
          dark: this._dark,
          words: this.host.words
        });
        card.diffNode.style.minHeight = '';
      }
    }
  }

  /** Makes the editors anew where the width or the theme asks for others. */
  private _relayout(): void {
    const wide = this.node.clientWidth >= WIDE;
    const dark =
      document.body.dataset.jpThemeLight === 'false' ||
      document.body.classList.contains('vscode-dark');
    if (this.node.clientWidth > 0 && wide !== this._wide) {
      this._wide = wide;
    } else if (dark === this._dark) {
      return;
    }
    this._dark = dark;
    this.node.classList.toggle('ibmq-mod-wide', this._wide);
    this.node.classList.toggle('ibmq-mod-dark', dark);
    for (const card of this._cards.values()) {
      if (card.diff) {
        card.diffNode.style.minHeight = `${card.diffNode.clientHeight}px`;
        card.diff.destroy();
        card.diff = null;
        card.diffNode.replaceChildren();
        this._visible.observe(card.diffNode);
      }
    }
  }

  private _clear(): void {
    for (const card of this._cards.values()) {
      card.diff?.destroy();
    }
    this._visible.disconnect();
    this._cards.clear();
    this._list.replaceChildren();
    this._current = null;
  }

  private _data: ReviewData | null = null;
  private _filter: Filter;
  private _cards = new Map<number, Card>();
  private _current: Card | null = null;
  private _wide = false;
  private _dark = false;
  private _counting = false;
  private readonly _bar: HTMLElement;
  private readonly _counts: HTMLElement;
  private readonly _filters: Record<Filter, HTMLButtonElement>;
  private readonly _acceptAll: HTMLButtonElement;
  private readonly _rejectAll: HTMLButtonElement;
  private readonly _empty: HTMLElement;
  private readonly _list: HTMLOListElement;
  private readonly _visible: IntersectionObserver;
  private readonly _size: ResizeObserver;
  private readonly _theme: MutationObserver;
}
