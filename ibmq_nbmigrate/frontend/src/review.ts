/**
 * The list of changed cells and of cells with findings. Knows no host: the JupyterLab side panel and
 * the ipywidgets panel both show their cells with it.
 */

import { Bar, Filter } from './bar';
import { Action, Card, CardHost, CardOwner, CardState } from './card';
import { PREDICATES, countsOf } from './counts';
import { ReviewCell, ReviewData } from './data';
import { h } from './dom';
import { followKeys } from './keys';
import { legend } from './legend';
import { Layout } from './layout';
import { State, linkOf } from './links';

export interface Host extends CardHost {
  /** Carries out what the user decided, and answers with `Review.setState` for each cell. */
  decide(cells: ReviewCell[], action: Action): void;
  /** Takes the last decision back. */
  undo?(): void;
  canUndo?(): boolean;
  /** Another card has the focus now. */
  moved?(cell: ReviewCell): void;
  filterChanged?(filter: Filter): void;
  /** Whether the host itself says how many changes are accepted. */
  tellsAccepted?: boolean;
  /** Whether the host turns keys into calls by itself, as JupyterLab's shortcuts do. */
  ownKeys?: boolean;
}

export class Review implements CardOwner {
  readonly node: HTMLElement;

  constructor(
    private readonly host: Host,
    filter: Filter = 'changed'
  ) {
    const { words } = host;
    this._filter = filter;
    this._bar = new Bar(words, {
      filter: name => (this.filter = name),
      move: step => this.move(step),
      decideAll: action => this.decideAll(action),
      undo: host.undo && (() => this.undo()),
      tellAccepted: !host.tellsAccepted
    });
    this._list = h('ol', {
      class: 'ibmq-Review-list',
      role: 'list',
      'aria-label': words.__('Cells')
    });
    this._empty = h('p', { class: 'ibmq-Review-empty' });
    this.node = h(
      'section',
      { class: 'ibmq-Review', 'aria-label': words.__('Proposed changes') },
      this._bar.node,
      this._empty,
      this._list,
      legend(host)
    );
    if (!host.ownKeys) {
      followKeys(this.node, this);
    }
    this._layout = new Layout(this.node, this._list, () =>
      this._cards.values()
    );
    this._refresh();
  }

  /** Shows a new result; the host says with `setState` what was decided before. */
  setData(data: ReviewData | null): void {
    const before = new Map(this._cards);
    const current = this._current?.cell.index;
    const hadFocus = this._list.contains(document.activeElement);
    this._layout.clear();
    this._cards.clear();
    this._current = null;
    this._data = data;
    for (const cell of data?.cells ?? []) {
      const card = new Card(cell, this.host, this);
      this._cards.set(cell.index, card);
      this._layout.add(card);
    }
    this._list.replaceChildren(...[...this._cards.values()].map(c => c.node));
    const has = (name: Filter) => data?.cells.some(PREDICATES[name]) ?? false;
    // A list that is empty for the filter alone would hide what there is to do.
    this._shownFilter =
      this._filter === 'changed' && !has('changed') && has('person')
        ? 'person'
        : this._filter;
    this._applyFilter();
    if (current !== undefined) {
      this._goOnAt(current, hadFocus);
    }
    this._reopenEditors(before);
  }

  /** After a new result: on the same cell or the one after it, with the focus if it was there. */
  private _goOnAt(index: number, focus: boolean): void {
    const shown = this._shown();
    const card = shown.find(({ cell }) => cell.index >= index) ?? shown.at(-1);
    if (card && (focus || card.cell.index === index)) {
      this._setCurrent(card);
    }
    if (card && focus) {
      card.node.focus({ preventScroll: true });
    }
  }

  /** What somebody is writing outlives a new result. */
  private _reopenEditors(before: ReadonlyMap<number, Card>): void {
    for (const { draft, cell } of before.values()) {
      const card = [...this._cards.values()].find(
        other => other.cell.id === cell.id
      );
      if (draft !== null) {
        card?.edit(draft);
      }
    }
  }

  get data(): ReviewData | null {
    return this._data;
  }

  /** What became of a cell's change. */
  setState(index: number, state: CardState): void {
    if (this._cards.get(index)?.show(state)) {
      this._refreshSoon();
    }
  }

  /** What a person has looked at in a cell, by `keyOf`. */
  setTicked(index: number, ticked: ReadonlySet<string>): void {
    const card = this._cards.get(index);
    if (card) {
      card.findings.ticked = ticked;
      this._refreshSoon();
    }
  }

  state(index: number): State | undefined {
    return this._cards.get(index)?.state;
  }

  get filter(): Filter {
    return this._shownFilter;
  }

  set filter(filter: Filter) {
    if (filter !== this._shownFilter) {
      this._filter = this._shownFilter = filter;
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
      this._goTo(shown[next]);
    }
  }

  /** Focuses the first card that is not decided on, or the first one. False: there is none. */
  focusFirst(): boolean {
    const shown = this._shown();
    const card = shown.find(other => other.isOpen) ?? shown[0];
    if (card) {
      this._goTo(card);
    }
    return card !== undefined;
  }

  /** Makes the card of a cell, by its id, the current one without taking the focus. */
  follow(id: string | null): void {
    const card = [...this._cards.values()].find(({ cell }) => cell.id === id);
    if (card && !card.node.hidden && card !== this._current) {
      this._setCurrent(card);
      card.node.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Accepts, rejects or takes back the decision on the current cell. */
  decideCurrent(action: Action): void {
    if (this._current) {
      this.decide(this._current, action);
    } else {
      this.focusFirst();
    }
  }

  editCurrent(): void {
    this._current?.edit();
  }

  revealCurrent(): void {
    if (this._current) {
      this.host.reveal?.(this._current.cell);
    }
  }

  undo(): void {
    this.host.undo?.();
  }

  /** Accepts or rejects every undecided change that the filter shows. */
  decideAll(action: 'accept' | 'reject'): void {
    const cells = this._undecided().map(card => card.cell);
    if (cells.length > 0) {
      this.host.decide(cells, action);
    }
  }

  decide(card: Card, action: Action, together: number[] = []): void {
    const fits =
      action === 'reset'
        ? ['accepted', 'rejected', 'partial'].includes(card.state)
        : card.isOpen || together.length > 0;
    if (!fits || !card.changes) {
      return;
    }
    // The button that was pressed is about to vanish: the focus stays on its card, or goes on.
    const shown = this._shown();
    this._goTo(card);
    const others = together.flatMap(
      index => this._cards.get(index)?.cell ?? []
    );
    this.host.decide(
      card.isOpen || action === 'reset' ? [...others, card.cell] : others,
      action
    );
    if (action !== 'reset') {
      const next = shown
        .slice(shown.indexOf(card) + 1)
        .find(other => other.isOpen);
      if (next) {
        this._goTo(next);
      }
    }
  }

  focused(card: Card): void {
    this._setCurrent(card);
  }

  dispose(): void {
    this._layout.dispose();
  }

  private _shown(): Card[] {
    return [...this._cards.values()].filter(card => !card.node.hidden);
  }

  private _undecided(): Card[] {
    return this._shown().filter(card => card.isOpen);
  }

  private _goTo(card: Card): void {
    this._setCurrent(card);
    card.node.focus({ preventScroll: true });
    card.node.scrollIntoView({ block: 'nearest' });
    this.host.moved?.(card.cell);
  }

  private _setCurrent(card: Card): void {
    if (this._current !== card) {
      this._current?.node.classList.remove('ibmq-mod-current');
      this._current?.node.setAttribute('tabindex', '-1');
      this._current = card;
      card.node.classList.add('ibmq-mod-current');
      card.node.setAttribute('tabindex', '0');
    }
  }

  private _applyFilter(): void {
    for (const card of this._cards.values()) {
      card.node.hidden = !PREDICATES[this._shownFilter](card.cell);
    }
    const shown = this._shown();
    if (!this._current || this._current.node.hidden) {
      this._current?.node.classList.remove('ibmq-mod-current');
      this._current = null;
      shown[0]?.node.setAttribute('tabindex', '0');
    }
    this.node.classList.toggle('ibmq-mod-empty', this._cards.size === 0);
    this._empty.hidden = shown.length > 0 || !this._data;
    this._empty.textContent = this._nothing();
    this._refresh();
  }

  private _nothing(): string {
    const { words } = this.host;
    if (this._cards.size === 0) {
      return words.__('Nothing to migrate in this notebook.');
    }
    return this._shownFilter === 'person'
      ? words.__('No cell here needs a person.')
      : words.__('No cell of this notebook changes.');
  }

  /** Many cells may be decided at once: they are counted, and announced, once. */
  private _refreshSoon(): void {
    if (!this._refreshing) {
      this._refreshing = true;
      queueMicrotask(() => {
        this._refreshing = false;
        this._refresh();
      });
    }
  }

  /** What depends on all cards together: the counts, and what the cells need of each other. */
  private _refresh(): void {
    const cards = [...this._cards.values()];
    for (const card of cards) {
      card.showLink(linkOf(card, this._cards, this.host.words));
    }
    this._bar.show({
      ...countsOf(cards),
      filter: this._shownFilter,
      undecided: this._undecided().length,
      canUndo: this.host.canUndo?.() ?? false
    });
  }

  private _data: ReviewData | null = null;
  private _filter: Filter;
  private _shownFilter: Filter = 'changed';
  private _cards = new Map<number, Card>();
  private _current: Card | null = null;
  private _refreshing = false;
  private readonly _bar: Bar;
  private readonly _empty: HTMLElement;
  private readonly _list: HTMLOListElement;
  private readonly _layout: Layout;
}
