/** What comes after a decision: what the notebook needs now, and a rehearsal of it. */

import { Dialog, showDialog } from '@jupyterlab/apputils';
import { TranslationBundle } from '@jupyterlab/translation';

import { button, h, prose } from './dom';
import { Rehearsal } from './request';

const POLL_MS = 700;

export interface AfterActions {
  /** Asks whether a copy of the notebook may be run, and starts it; null: it may not. */
  start(): Promise<Rehearsal | null>;
  poll(id: string): Promise<Rehearsal>;
  cancel(id: string): Promise<Rehearsal>;
  /** Shows a cell, by its index. */
  show(index: number): void;
}

export class After {
  readonly node: HTMLElement;

  constructor(
    private readonly trans: TranslationBundle,
    private readonly actions: AfterActions
  ) {
    this.run = button(trans.__('Rehearse'), () => void this.rehearse(), {
      'data-action': 'rehearse',
      title: trans.__(
        'Run a migrated copy of this notebook offline, with stand-ins for IBM’s devices'
      )
    });
    this.stop = button(trans.__('Cancel'), () => void this.cancel(), {
      'data-action': 'cancel-rehearsal'
    });
    this.stop.hidden = true;
    this.node = h(
      'footer',
      { class: 'ibmq-After' },
      h('div', { class: 'ibmq-After-row' }, this.needs, this.run, this.stop),
      this.status,
      this.results
    );
  }

  /** Shows the line that installs what the notebook needs; none where it needs nothing new. */
  showRequirements(requires: readonly string[]): void {
    const { trans } = this;
    const line = `%pip install ${requires.map(quoted).join(' ')}`;
    if (line === this.line) {
      return;
    }
    this.line = line;
    if (requires.length === 0) {
      this.needs.replaceChildren();
      return;
    }
    const copy = button(
      trans.__('Copy'),
      () => {
        void navigator.clipboard?.writeText(line).then(
          () => (copy.textContent = trans.__('Copied')),
          () => window.getSelection()?.selectAllChildren(code)
        );
      },
      { 'data-action': 'copy', 'aria-label': trans.__('Copy this line') }
    );
    const code = h('code', { title: line }, line);
    this.needs.replaceChildren(
      h('span', {}, trans.__('Needs now:')),
      code,
      copy
    );
  }

  /** Ends a rehearsal that runs: its notebook was closed, for example. */
  async end(): Promise<void> {
    this.turn++;
    if (this.job?.state === 'running') {
      await this.cancel();
    }
  }

  private async rehearse(): Promise<void> {
    const turn = ++this.turn;
    this.results.replaceChildren();
    try {
      let job = await this.actions.start();
      while (job && turn === this.turn) {
        this.job = job;
        if (job.state !== 'running') {
          this.tell(job);
          return;
        }
        this.show(
          this.trans.__('Running a copy of the notebook, offline…'),
          true
        );
        await new Promise(resolve => window.setTimeout(resolve, POLL_MS));
        job = await this.actions.poll(job.id);
      }
    } catch (error) {
      if (turn === this.turn) {
        this.show(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private async cancel(): Promise<void> {
    if (this.job) {
      // One that has ended meanwhile can't be cancelled; it is told as it is.
      await this.actions.cancel(this.job.id).catch(() => undefined);
    }
  }

  private tell(job: Rehearsal): void {
    const { trans } = this;
    if (job.state !== 'done') {
      this.show(
        job.state === 'cancelled'
          ? trans.__('The rehearsal was cancelled.')
          : job.message
      );
      return;
    }
    this.show(
      trans.__('%1 of %2 code cells ran.', String(job.ran), String(job.total))
    );
    this.results.replaceChildren(
      ...job.failures.map(failure =>
        h(
          'li',
          { 'data-blamed': String(failure.blamed) },
          button(
            trans.__('Cell %1', String(failure.index + 1)),
            () => this.actions.show(failure.index),
            { class: 'ibmq-mod-link' }
          ),
          ': ',
          failure.cause,
          failure.blamed ? trans.__(' (from the migration)') : '',
          failure.error ? h('div', {}, h('code', {}, failure.error)) : ''
        )
      )
    );
  }

  private show(status: string, running = false): void {
    this.status.replaceChildren(...prose(status));
    this.run.disabled = running;
    this.stop.hidden = !running;
  }

  private line = '';
  private turn = 0;
  private job: Rehearsal | null = null;
  private readonly needs = h('div', { class: 'ibmq-After-needs' });
  private readonly results = h('ul', { class: 'ibmq-After-results' });
  private readonly status = h('p', {
    class: 'ibmq-After-status',
    role: 'status',
    'aria-live': 'polite'
  });
  private readonly run: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
}

/** As a shell and IPython both read it. */
function quoted(specifier: string): string {
  return /^[\w.-]+$/.test(specifier) ? specifier : `"${specifier}"`;
}

/** Asks whether the code of the notebook may be run. */
export async function mayRehearse(trans: TranslationBundle): Promise<boolean> {
  const { button: chosen } = await showDialog({
    title: trans.__('Rehearse this notebook?'),
    body: trans.__(
      'This runs the code of a migrated copy of the notebook where the Jupyter server runs. It is offline: local simulators stand in for IBM’s devices, and shell lines are not run. The notebook itself stays as it is.'
    ),
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Run the Copy') })
    ]
  });
  return chosen.accept;
}
