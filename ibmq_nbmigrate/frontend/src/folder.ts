/** The migration of a folder by the server: what it will do, its progress, and what it left to do. */

import { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { button, h, prose } from './dom';
import { migrateIcon } from './icons';
import {
  Choices,
  Conversion,
  Effective,
  MigrationSettings,
  Server
} from './request';
import { resultsTable, totals } from './results';

const POLL_MS = 400;
const TOKENS = ['keep', 'placeholder', 'environment'];

export interface FolderOptions {
  path: string;
  server: Server;
  settings: MigrationSettings;
  trans: TranslationBundle;
  open(path: string): void;
  /** The address of a file below the server's root. */
  pageUrl(path: string): string;
  /** Called once there are new files. */
  written(): void;
}

export class FolderView extends Widget {
  constructor(private readonly _options: FolderOptions) {
    super();
    const { path, trans } = _options;
    const name = path.split('/').pop() ?? path;
    this.id = `ibmq-nbmigrate-conversion-${FolderView._count++}`;
    this.addClass('ibmq-Conversion');
    this.title.icon = migrateIcon;
    this.title.label = trans.__('Migrate %1', name);
    this.title.caption = trans.__('Migrate the folder %1', path);
    this.title.closable = true;
    this.node.tabIndex = -1;
    this._cancel = button(trans.__('Cancel'), () => void this._onCancel(), {
      'data-action': 'cancel'
    });
    this._bar = h('progress', { 'aria-label': trans.__('Notebooks done') });
    this._bar.hidden = this._cancel.hidden = true;
    this.node.append(
      h('h2', {}, trans.__('Migrate the folder %1', name)),
      this._form,
      h('div', { class: 'ibmq-Conversion-progress' }, this._bar, this._cancel),
      this._status,
      this._results
    );
    void this._ask();
  }

  /** Shows the settings that hold for this folder, before anything is done. */
  private async _ask(): Promise<void> {
    const { path, server, settings } = this._options;
    await this._do(
      async () => {
        const [effective, targets] = await Promise.all([
          server.effective(path, settings, this._choices),
          server.targets()
        ]);
        if (!this.isDisposed) {
          this._status.textContent = '';
          this._showForm(
            effective,
            targets.map(({ target }) => target)
          );
        }
      },
      () => this._ask()
    );
  }

  private _showForm(effective: Effective, targets: string[]): void {
    const { path, trans } = this._options;
    const { settings, project } = effective;
    const choose = (name: 'target' | 'tokens', all: string[]) => {
      const now = settings[name];
      const select = h(
        'select',
        { 'data-setting': name },
        ...[...new Set([now, ...all])].map(value =>
          h('option', { value, selected: value === now }, value)
        )
      );
      select.addEventListener('change', () => {
        this._choices = { ...this._choices, [name]: select.value };
        void this._ask();
      });
      return select;
    };
    const from = project
      ? prose(trans.__('Settings from `%1` hold here.', project.file))
      : [];
    const start = button(trans.__('Migrate'), () => void this._start(), {
      class: 'ibmq-Button ibmq-mod-accept',
      'data-action': 'start'
    });
    this._form.replaceChildren(
      h(
        'p',
        {},
        ...prose(
          trans.__(
            'Every notebook of `%1` is written, migrated, to the new folder `%2` beside it, with a report. The notebooks themselves stay as they are.',
            path,
            `${path}-migrated`
          )
        )
      ),
      h(
        'dl',
        {},
        h('dt', {}, trans.__('Target')),
        h('dd', {}, choose('target', targets)),
        h('dt', {}, trans.__('Channel')),
        h('dd', {}, settings.channel),
        h('dt', {}, trans.__('Instance')),
        h('dd', {}, settings.instance ?? trans.__('none')),
        h('dt', {}, trans.__('API tokens')),
        h('dd', {}, choose('tokens', TOKENS))
      ),
      h('p', {}, ...from),
      start
    );
    start.focus();
  }

  private async _start(): Promise<void> {
    const { path, server, settings, trans } = this._options;
    this._form.replaceChildren();
    this._status.textContent = trans.__('Starting…');
    this.node.focus();
    await this._do(
      async () =>
        this._show(await server.startConversion(path, settings, this._choices)),
      () => this._start()
    );
  }

  private async _poll(): Promise<void> {
    await this._do(
      async () => {
        if (this._job && !this.isDisposed) {
          this._show(await this._options.server.conversion(this._job.id));
        }
      },
      () => this._poll()
    );
  }

  private async _onCancel(): Promise<void> {
    this._cancel.disabled = true;
    await this._do(
      async () => {
        if (this._job) {
          await this._options.server.cancelConversion(this._job.id);
        }
      },
      () => this._poll()
    );
  }

  /** Runs a step; when it fails, says why and offers to go on from where the server is. */
  private async _do(
    step: () => Promise<void>,
    again: () => Promise<void>
  ): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (this.isDisposed) {
        return;
      }
      this._cancel.disabled = false;
      this._status.replaceChildren(
        ...prose(error instanceof Error ? error.message : String(error)),
        ' ',
        button(this._options.trans.__('Try again'), () => void again())
      );
      this._bar.hidden = this._cancel.hidden = !this._job;
    }
  }

  private _show(job: Conversion): void {
    if (this.isDisposed) {
      return;
    }
    const { trans, open, pageUrl, written } = this._options;
    this._job = job;
    const running = job.state === 'running';
    this._bar.hidden = this._cancel.hidden = !running;
    if (running) {
      if (job.total > 0) {
        this._bar.max = job.total;
        this._bar.value = job.done;
      }
      this._status.textContent = trans.__(
        '%1 of %2 files done',
        String(job.done),
        String(job.total)
      );
      window.setTimeout(() => void this._poll(), POLL_MS);
      return;
    }
    this._status.textContent = this._sentence(job);
    const report =
      job.report === null
        ? null
        : h(
            'p',
            {},
            h(
              'a',
              {
                href: pageUrl(job.report),
                target: '_blank',
                rel: 'noopener',
                'data-action': 'report'
              },
              trans.__('Open the report')
            ),
            ' ',
            h('code', {}, job.report)
          );
    this._results.replaceChildren(
      ...(job.notebooks.length > 0 ? [totals(job.notebooks, trans)] : []),
      ...(report ? [report] : []),
      ...(job.notebooks.length > 0
        ? [
            resultsTable(job.notebooks, trans, open, anchor =>
              job.report === null ? null : `${pageUrl(job.report)}#${anchor}`
            )
          ]
        : [])
    );
    written();
  }

  private _sentence(job: Conversion): string {
    const { trans } = this._options;
    const count = (status: string) =>
      String(job.notebooks.filter(other => other.status === status).length);
    const summary = trans.__(
      '%1 changed, %2 unchanged, %3 with errors; written to %4.',
      count('changed'),
      count('unchanged'),
      count('error'),
      job.output
    );
    switch (job.state) {
      case 'failed':
        return job.message;
      case 'cancelled':
        return trans.__(
          'Cancelled after %1 of %2 files: %3',
          String(job.done),
          String(job.total),
          summary
        );
      default:
        return job.total === 0
          ? trans.__('There are no notebooks in this folder.')
          : summary;
    }
  }

  private static _count = 0;
  private _job: Conversion | null = null;
  private _choices: Choices = { target: null, channel: null };
  private readonly _bar: HTMLProgressElement;
  private readonly _cancel: HTMLButtonElement;
  private readonly _form = h('div', { class: 'ibmq-Conversion-form' });
  private readonly _status = h('p', {
    class: 'ibmq-Conversion-status',
    role: 'status',
    'aria-live': 'polite'
  });
  private readonly _results = h('div', { class: 'ibmq-Conversion-results' });
}
