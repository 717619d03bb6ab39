/**
 * One cell before and after: side by side, or one below the other where there is little room.
 *
 * Drawn here and not with the views of `@codemirror/merge`, whose comparison of lines is used: its
 * unified view shows removed lines in one block, without numbers and with one sign for all of them,
 * and each of its editors takes 45 ms to make.
 */

import { Hunk, ReviewCell, Words, isChanged } from './data';
import { button, h } from './dom';
import { Piece, coloured } from './highlight';
import { Line, Row, Spans, rows } from './rows';

/** Control characters, and those that turn text round, are written out. */
const UNPRINTABLE =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

export type HunkState = 'open' | 'accepted' | 'rejected';

export interface DiffOptions {
  wide: boolean;
  words: Words;
  hunks: readonly Hunk[];
  /** What became of each hunk; none where hunks can't be decided one by one. */
  states: readonly HunkState[];
  decide?(hunk: number, action: 'accept' | 'reject'): void;
}

type Side = 'before' | 'after';

/** The changes of `cell` as a table. */
export function createDiff(
  cell: ReviewCell,
  options: DiffOptions
): HTMLElement {
  return new Drawing(cell, options).table();
}

class Drawing {
  constructor(
    private readonly cell: ReviewCell,
    private readonly options: DiffOptions
  ) {
    const { before, after } = cell.shown ?? cell;
    const isCode = cell.type === 'code';
    this.texts = {
      before: before.split('\n'),
      after: after.split('\n')
    };
    this.pieces = {
      before: coloured(before, isCode),
      after: coloured(after, isCode)
    };
    for (const { line, end_line } of isChanged(cell) ? [] : cell.findings) {
      for (let n = line; n <= end_line; n++) {
        this.found.add(n - 1);
      }
    }
  }

  table(): HTMLElement {
    const { words, wide, hunks } = this.options;
    const { before, after } = this.texts;
    const number = String(this.cell.index + 1);
    const body = h('tbody');
    for (const row of rows(before, after, hunks)) {
      body.append(...this.row(row));
    }
    return h(
      'table',
      {
        class: `ibmq-Lines${wide && hunks.length > 0 ? ' ibmq-mod-split' : ''}`,
        'aria-label':
          hunks.length > 0
            ? words.__('Cell %1, before and after', number)
            : words.__('Cell %1', number)
      },
      body
    );
  }

  private row(row: Row): Node[] {
    switch (row.kind) {
      case 'same':
        return [this.same(row.before, row.after)];
      case 'fold':
        return [this.fold(row.rows)];
      default:
        return this.hunk(row);
    }
  }

  private same(before: number, after: number): HTMLElement {
    const split = this.options.wide && this.options.hunks.length > 0;
    const row = split
      ? h(
          'tr',
          {},
          ...this.half('before', { number: before, spans: [] }, ' '),
          ...this.half('after', { number: after, spans: [] }, ' ')
        )
      : this.line(before, after, ' ', 'after', { number: after, spans: [] });
    row.classList.toggle('ibmq-found', this.found.has(before));
    return row;
  }

  private fold(pairs: { before: number; after: number }[]): HTMLElement {
    const { words } = this.options;
    const label = words._n(
      '%1 unchanged line',
      '%1 unchanged lines',
      pairs.length
    );
    const row = h(
      'tr',
      { class: 'ibmq-Fold' },
      h(
        'td',
        { colspan: '6' },
        button(
          `⋯ ${label}`,
          () =>
            row.replaceWith(
              ...pairs.map(({ before, after }) => this.same(before, after))
            ),
          { class: 'ibmq-mod-link', title: words.__('Show these lines') }
        )
      )
    );
    return row;
  }

  private hunk(row: Row & { kind: 'hunk' }): Node[] {
    const { wide, states } = this.options;
    const lines: HTMLElement[] = [];
    if (wide) {
      for (let n = 0; n < Math.max(row.before.length, row.after.length); n++) {
        lines.push(
          h(
            'tr',
            {},
            ...this.half('before', row.before[n], '−'),
            ...this.half('after', row.after[n], '+')
          )
        );
      }
    } else {
      lines.push(
        ...row.before.map(line =>
          this.line(line.number, null, '−', 'before', line)
        ),
        ...row.after.map(line =>
          this.line(null, line.number, '+', 'after', line)
        )
      );
    }
    for (const line of lines) {
      line.dataset.hunk = states[row.hunk] ?? 'open';
    }
    const controls = this.controls(row.hunk);
    return controls ? [...lines, controls] : lines;
  }

  /** The buttons of a change that can be decided without the others of its cell. */
  private controls(hunk: number): HTMLElement | null {
    const { words, decide, hunks, states } = this.options;
    if (!decide || !hunks[hunk].alone || hunks.length < 2) {
      return null;
    }
    const state = states[hunk] ?? 'open';
    const labels = {
      accepted: words.__('✓ This change is accepted'),
      rejected: words.__('✕ This change is left out'),
      open: ''
    };
    return h(
      'tr',
      { class: 'ibmq-Hunk' },
      h(
        'td',
        { colspan: '6' },
        state === 'open'
          ? h(
              'span',
              {},
              button(words.__('Accept this change'), () =>
                decide(hunk, 'accept')
              ),
              button(words.__('Leave it out'), () => decide(hunk, 'reject'))
            )
          : labels[state]
      )
    );
  }

  /** A line in the view of one column: both numbers, the sign, the text. */
  private line(
    before: number | null,
    after: number | null,
    sign: string,
    side: Side,
    line: Line
  ): HTMLElement {
    return h(
      'tr',
      { class: kindOf(sign) },
      numberOf(before),
      numberOf(after),
      h('td', { class: 'ibmq-Sign' }, sign),
      this.code(side, line)
    );
  }

  /** A line in the view of two columns, on its side; empty where there is none. */
  private half(
    side: Side,
    line: Line | undefined,
    sign: string
  ): HTMLElement[] {
    const kind = line ? kindOf(sign) : 'ibmq-mod-none';
    const cells = [
      numberOf(line ? line.number : null),
      h('td', { class: 'ibmq-Sign' }, line ? sign : ''),
      line ? this.code(side, line) : h('td', { class: 'ibmq-Code' })
    ];
    for (const cell of cells) {
      cell.classList.add(...(kind ? [kind] : []));
    }
    return cells;
  }

  private code(side: Side, { number, spans }: Line): HTMLElement {
    return h(
      'td',
      { class: 'ibmq-Code' },
      ...marked(this.pieces[side][number] ?? [], spans)
    );
  }

  private readonly texts: Record<Side, string[]>;
  private readonly pieces: Record<Side, Piece[][]>;
  private readonly found = new Set<number>();
}

function kindOf(sign: string): string {
  return sign === '+' ? 'ibmq-mod-new' : sign === '−' ? 'ibmq-mod-old' : '';
}

function numberOf(number: number | null): HTMLElement {
  return h('td', {
    class: 'ibmq-Number',
    'data-number': number === null ? '' : String(number + 1)
  });
}

/** The pieces of a line, cut where what changed begins and ends. */
function marked(pieces: readonly Piece[], spans: Spans): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const { text, classes } of pieces) {
    const cuts = new Set([0, text.length]);
    for (const [from, to] of spans) {
      for (const cut of [from - at, to - at]) {
        if (cut > 0 && cut < text.length) {
          cuts.add(cut);
        }
      }
    }
    const places = [...cuts].sort((a, b) => a - b);
    for (let n = 0; n + 1 < places.length; n++) {
      const [from, to] = [places[n], places[n + 1]];
      const isChange = spans.some(
        ([first, last]) => first <= at + from && at + to <= last
      );
      const shown = text.slice(from, to).replace(UNPRINTABLE, escaped);
      const names = [classes, isChange ? 'ibmq-Change' : '']
        .filter(Boolean)
        .join(' ');
      nodes.push(
        names
          ? h('span', { class: names }, shown)
          : document.createTextNode(shown)
      );
    }
    at += text.length;
  }
  return nodes;
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16)}`;
}
