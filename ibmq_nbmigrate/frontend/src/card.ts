/** The card of one cell: its changes, its findings, and the buttons that decide on it. */

import { ReviewCell, hidden, isChanged } from './data';
import { HunkState, createDiff } from './diff';
import { button, h, prose } from './dom';
import { Editor, createEditor } from './edit';
import { FindingsHost, FindingsList } from './findings';
import { difference } from './hunks';
import { Link, State } from './links';

export type Action = 'accept' | 'reject' | 'reset';

/** What became of a cell's change. */
export interface CardState {
  state: State;
  /** In a word, where the state alone does not say it. */
  label?: string;
  note?: string;
  /** What became of each hunk, where they were decided one by one. */
  hunks?: readonly HunkState[];
  /** A person's own text that stands in the cell in place of the proposal. */
  text?: string;
}

/** What the host of a review can do with a cell; what it cannot is not offered. */
export interface CardHost extends FindingsHost {
  /** Shows the cell in the notebook; the focus stays where it is. */
  reveal?(cell: ReviewCell): void;
  /** Accepts one change of a cell, or leaves it out. */
  decideHunk?(cell: ReviewCell, hunk: number, action: Action): void;
  /** Accepts a person's own text. */
  acceptText?(cell: ReviewCell, text: string): void;
  /** Keeps the cell as it is, for every later run. */
  keep?(cell: ReviewCell): void;
}

/** What a card asks of its list. */
export interface CardOwner {
  decide(card: Card, action: Action, together?: number[]): void;
  focused(card: Card): void;
}

const LINE_HEIGHT = 18;
const MOST_LINES = 24;

export class Card {
  readonly node: HTMLLIElement;
  readonly diffNode: HTMLElement;
  readonly findings: FindingsList;
  readonly changes: boolean;

  constructor(
    readonly cell: ReviewCell,
    private readonly host: CardHost,
    private readonly owner: CardOwner
  ) {
    const { words, reveal } = host;
    this.changes = isChanged(cell);
    this.title = words.__('Cell %1', String(cell.index + 1));
    this.findings = new FindingsList(cell, host);
    this.diffNode = h('div', { class: 'ibmq-Diff' });
    this.diffNode.style.minHeight = `${this.lines * LINE_HEIGHT}px`;
    const title = reveal
      ? button(this.title, () => reveal.call(host, cell), {
          class: 'ibmq-Card-title ibmq-mod-link',
          title: words.__('Show this cell in the notebook (Enter)')
        })
      : h('span', { class: 'ibmq-Card-title' }, this.title);
    this.node = h(
      'li',
      { class: 'ibmq-Card', tabindex: '-1', 'data-index': String(cell.index) },
      h(
        'div',
        { class: 'ibmq-Card-header' },
        title,
        cell.type === 'code'
          ? null
          : h('span', { class: 'ibmq-Card-type' }, cell.type),
        this.label,
        this.buttonsNode
      ),
      this.note,
      this.link,
      this.diffNode,
      this.findings.node
    );
    this.node.addEventListener('focusin', () => owner.focused(this));
    this.show({ state: 'open' });
  }

  get state(): State {
    return this.shown.state;
  }

  /** Whether a decision is still to be made. */
  get isOpen(): boolean {
    return this.changes && (this.state === 'open' || this.state === 'partial');
  }

  /** Shows what became of the change. Returns whether that is news. */
  show(next: CardState): boolean {
    const before = this.shown;
    if (JSON.stringify(before) === JSON.stringify(next) && this.isShown) {
      return false;
    }
    this.isShown = true;
    this.shown = next;
    this.node.dataset.state = this.changes ? next.state : 'unchanged';
    this.showLabel();
    this.note.replaceChildren(...prose(next.note ?? ''));
    this.showButtons();
    const redraw =
      next.text !== before.text ||
      JSON.stringify(next.hunks) !== JSON.stringify(before.hunks);
    if (redraw && this.isDrawn) {
      this.draw(this.wide);
    }
    return true;
  }

  /** Says what the cell needs of others, or others of it. */
  showLink(link: Link | null): void {
    const { words } = this.host;
    this.link.classList.toggle('ibmq-mod-bad', link?.bad ?? false);
    this.link.replaceChildren(...prose(link?.note ?? ''));
    if (link && link.accept.length > 0) {
      const cells = link.accept.map(index => String(index + 1)).join(', ');
      const label =
        this.state === 'accepted'
          ? words._n(
              'Accept cell %2 too',
              'Accept cells %2 too',
              link.accept.length,
              cells
            )
          : link.accept.length === 1
            ? words.__('Accept both')
            : words.__('Accept with cells %1', cells);
      this.link.append(
        ' ',
        button(label, () => this.owner.decide(this, 'accept', link.accept), {
          'data-action': 'accept-both'
        })
      );
    }
  }

  get isDrawn(): boolean {
    return this.diffNode.childElementCount > 0;
  }

  /** Draws the changes, for the width that there is. */
  draw(wide: boolean): void {
    if (this.editor) {
      return;
    }
    const { words, decideHunk } = this.host;
    const { text, state } = this.shown;
    const own =
      text === undefined
        ? this.cell
        : {
            ...this.cell,
            after: text,
            shown: {
              before: hidden(this.cell, this.cell.before),
              after: hidden(this.cell, text)
            }
          };
    this.wide = wide;
    this.diffNode.replaceChildren(
      createDiff(own, {
        wide,
        words,
        hunks:
          text === undefined
            ? this.cell.hunks
            : difference(this.cell.before, text),
        states: this.shown.hunks ?? [],
        decide:
          decideHunk && text === undefined && this.isOpen && state !== 'blocked'
            ? (hunk, action) =>
                decideHunk.call(this.host, this.cell, hunk, action)
            : undefined
      })
    );
    this.diffNode.style.minHeight = '';
  }

  /** Forgets the drawing; its place stays as high as it was. */
  erase(): void {
    if (this.isDrawn && !this.editor) {
      this.diffNode.style.minHeight = `${this.diffNode.clientHeight}px`;
      this.diffNode.replaceChildren();
    }
  }

  /** Puts an editor in place of the changes, with the proposal or with what was written before. */
  edit(text = this.cell.after): void {
    const { words, acceptText } = this.host;
    if (!acceptText || !this.isOpen || this.editor) {
      return;
    }
    this.node.classList.add('ibmq-mod-editing');
    const done = (written: string | null) => {
      this.editor = null;
      this.node.classList.remove('ibmq-mod-editing');
      this.draw(this.wide);
      this.node.focus({ preventScroll: true });
      if (written !== null) {
        acceptText.call(this.host, this.cell, written);
      }
    };
    this.editor = createEditor(this.cell, text, words, done);
    this.diffNode.replaceChildren(this.editor.node);
  }

  /** What is written in the editor; null where none is open. */
  get draft(): string | null {
    return this.editor?.text() ?? null;
  }

  private get lines(): number {
    const { before, after } = this.cell;
    const count = (text: string) => text.split('\n').length;
    return Math.min(Math.max(count(before), count(after)), MOST_LINES);
  }

  private showLabel(): void {
    const { words } = this.host;
    const labels: Record<State, string> = {
      open: '',
      partial: words.__('Partly accepted'),
      accepted: words.__('Accepted'),
      rejected: words.__('Rejected'),
      blocked: ''
    };
    const label = this.changes
      ? (this.shown.label ?? labels[this.state])
      : words.__('Not changed');
    this.label.textContent = label;
    this.node.setAttribute(
      'aria-label',
      [this.title, label].filter(Boolean).join(', ')
    );
  }

  private showButtons(): void {
    if (!this.changes) {
      return;
    }
    const { words, acceptText, keep } = this.host;
    const of = (label: string, action: Action, extra = '') =>
      button(label, () => this.owner.decide(this, action), {
        class: `ibmq-Button ${extra}`,
        'data-action': action,
        'aria-label': words.__('%1: %2', this.title, label)
      });
    const buttons: HTMLButtonElement[] = [];
    if (this.isOpen) {
      if (acceptText) {
        buttons.push(
          button(words.__('Edit'), () => this.edit(), {
            'data-action': 'edit',
            'aria-label': words.__('%1: %2', this.title, words.__('Edit')),
            title: words.__('Change the proposal, then accept it (E)')
          })
        );
      }
      buttons.push(of(words.__('Reject'), 'reject'));
      buttons.push(of(words.__('Accept'), 'accept', 'ibmq-mod-accept'));
    }
    if (keep && this.state === 'rejected') {
      buttons.push(
        button(
          words.__('Keep for good'),
          () => keep.call(this.host, this.cell),
          {
            'data-action': 'keep',
            title: words.__(
              'Tag the cell `ibmq-migrate-keep`: no later run will change it'
            )
          }
        )
      );
    }
    if (['accepted', 'rejected', 'partial'].includes(this.state)) {
      buttons.push(of(words.__('Take back'), 'reset'));
    }
    this.buttonsNode.replaceChildren(...buttons);
  }

  private shown: CardState = { state: 'open' };
  private isShown = false;
  private editor: Editor | null = null;
  private wide = false;
  private readonly title: string;
  private readonly label = h('span', { class: 'ibmq-Card-state' });
  private readonly buttonsNode = h('span', { class: 'ibmq-Card-buttons' });
  private readonly note = h('p', { class: 'ibmq-Card-note' });
  private readonly link = h('p', { class: 'ibmq-Card-link' });
}
