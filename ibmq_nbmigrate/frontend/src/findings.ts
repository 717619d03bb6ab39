/** The findings of one cell: what became of each use, why, and whether a person has looked. */

import { Finding, ReviewCell, Status, Words, keyOf } from './data';
import { button, h, prose } from './dom';

export interface FindingsHost {
  words: Words;
  /** Notes that a person has looked, or has not; without it nothing can be ticked off. */
  tick?(cell: ReviewCell, finding: Finding, done: boolean): void;
  /** The documentation of a rule; without it a rule's code is a link to the guide. */
  explain?(rule: string): Promise<string>;
}

export class FindingsList {
  readonly node: HTMLUListElement;

  constructor(
    private readonly cell: ReviewCell,
    private readonly host: FindingsHost
  ) {
    this.node = h(
      'ul',
      {
        class: 'ibmq-Findings',
        role: 'list',
        'aria-label': host.words.__('Findings')
      },
      ...cell.findings.map(finding => this.item(finding))
    );
    this.node.hidden = cell.findings.length === 0;
  }

  /** What a person has looked at, by `keyOf`. */
  get ticked(): ReadonlySet<string> {
    return this._ticked;
  }

  set ticked(ticked: ReadonlySet<string>) {
    this._ticked = ticked;
    for (const [finding, box] of this.boxes) {
      box.checked = ticked.has(keyOf(finding));
      box.closest('li')?.classList.toggle('ibmq-mod-done', box.checked);
    }
  }

  /** How many findings still wait for a person. */
  get left(): number {
    return this.cell.findings.filter(
      finding => finding.person && !this._ticked.has(keyOf(finding))
    ).length;
  }

  private item(finding: Finding): HTMLLIElement {
    const { words } = this.host;
    const labels: Record<Status, string> = {
      fixed: words.__('Fixed'),
      review: words.__('Review'),
      manual: words.__('Manual'),
      skipped: words.__('Skipped')
    };
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
          this.rule(finding)
        ),
        this.box(finding)
      )
    );
  }

  private box(finding: Finding): HTMLElement | null {
    const { words, tick } = this.host;
    if (!tick || !finding.person) {
      return null;
    }
    const box = h('input', { type: 'checkbox', 'data-action': 'tick' });
    box.addEventListener('change', () =>
      tick.call(this.host, this.cell, finding, box.checked)
    );
    this.boxes.push([finding, box]);
    return h('label', { class: 'ibmq-Finding-done' }, box, words.__('Done'));
  }

  /** The rule's code, which leads to what the rule does and to IBM's guide. */
  private rule(finding: Finding): HTMLElement {
    const { words, explain } = this.host;
    const guide = finding.url.startsWith('https://')
      ? h(
          'a',
          {
            class: 'ibmq-Finding-rule',
            href: finding.url,
            target: '_blank',
            rel: 'noopener noreferrer',
            title: finding.symbol ?? finding.url
          },
          explain ? words.__('IBM’s guide') : finding.rule
        )
      : null;
    if (!explain) {
      return (
        guide ??
        h(
          'span',
          { class: 'ibmq-Finding-rule', title: finding.symbol ?? '' },
          finding.rule
        )
      );
    }
    const more = h('div', { class: 'ibmq-Rule', hidden: true });
    const code = button(
      finding.rule,
      () => {
        more.hidden = !more.hidden;
        code.setAttribute('aria-expanded', String(!more.hidden));
        if (more.childElementCount === 0) {
          void explain.call(this.host, finding.rule).then(
            text => more.replaceChildren(h('pre', {}, text), guide ?? ''),
            error => more.replaceChildren(h('p', {}, String(error.message)))
          );
        }
      },
      {
        class: 'ibmq-Finding-rule ibmq-mod-link',
        'aria-expanded': 'false',
        title: words.__('What this rule does')
      }
    );
    return h('span', {}, code, more);
  }

  private readonly boxes: [Finding, HTMLInputElement][] = [];
  private _ticked: ReadonlySet<string> = new Set();
}
