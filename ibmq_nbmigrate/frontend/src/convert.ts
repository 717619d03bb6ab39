/** The conversion of a folder by the server: progress, and the summary that leads to the results. */

import { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { button, h, prose } from './dom';
import { migrateIcon } from './icons';
import {
  Conversion,
  ConvertedNotebook,
  MigrationSettings,
  Server
} from './request';

const POLL_MS = 400;

export class ConversionView extends Widget {
  constructor(
    private readonly _options: {
      path: string;
      server: Server;
      settings: MigrationSettings;
      trans: TranslationBundle;
      open: (path: string) => void;
    }
  ) {
    super();
    const { path, trans } = _options;
    const name = path.split('/').pop() ?? path;
    this.id = `ibmq-nbmigrate-conversion-${ConversionView._count++}`;
    this.addClass('ibmq-Conversion');
    this.title.icon = migrateIcon;
    this.title.label = trans.__('Migrate %1', name);
    this.title.caption = trans.__('Migrate the notebooks of %1', path);
    this.title.closable = true;
    this.node.tabIndex = -1;
    this._cancel = button(trans.__('Cancel'), () => void this._onCancel(), {
      'data-action': 'cancel'
    });
    this._bar = h('progress', { 'aria-label': trans.__('Notebooks done') });
    this._status = h('p', {
      class: 'ibmq-Conversion-status',
      role: 'status',
      'aria-live': 'polite'
    });
    this._results = h('div', { class: 'ibmq-Conversion-results' });
    this.node.append(
      h('h2', {}, trans.__('Migrate the notebooks of %1', name)),
      h('div', { class: 'ibmq-Conversion-progress' }, this._bar, this._cancel),
      this._status,
      this._results
    );
    void this._start();
  }

  private async _start(): Promise<void> {
    const { path, server, settings, trans } = this._options;
    this._status.textContent = trans.__('Starting…');
    await this._do(async () => {
      this._show(await server.startConversion(path, settings));
    });
  }

  private async _poll(): Promise<void> {
    await this._do(async () => {
      if (this._job && !this.isDisposed) {
        this._show(await this._options.server.conversion(this._job.id));
      }
    });
  }

  private async _onCancel(): Promise<void> {
    this._cancel.disabled = true;
    await this._do(async () => {
      if (this._job) {
        await this._options.server.cancelConversion(this._job.id);
      }
    });
  }

  /** Runs a step; when it fails, says why and offers to go on from where the server is. */
  private async _do(step: () => Promise<void>): Promise<void> {
    const { trans } = this._options;
    try {
      await step();
    } catch (error) {
      if (this.isDisposed) {
        return;
      }
      this._cancel.disabled = false;
      this._status.replaceChildren(
        ...prose(error instanceof Error ? error.message : String(error)).filter(
          part => part !== null
        ),
        ' ',
        button(
          trans.__('Try again'),
          () => void (this._job ? this._poll() : this._start())
        )
      );
      this._bar.hidden = this._cancel.hidden = !this._job;
    }
  }

  private _show(job: Conversion): void {
    if (this.isDisposed) {
      return;
    }
    const { trans } = this._options;
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
    this._results.replaceChildren(this._table(job.notebooks));
  }

  private _sentence(job: Conversion): string {
    const { trans } = this._options;
    const count = (status: ConvertedNotebook['status']) =>
      String(
        job.notebooks.filter(notebook => notebook.status === status).length
      );
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

  private _table(notebooks: ConvertedNotebook[]): HTMLElement {
    const { trans, open } = this._options;
    const labels = {
      changed: trans.__('Changed'),
      unchanged: trans.__('Unchanged'),
      error: trans.__('Error')
    };
    if (notebooks.length === 0) {
      return h('div');
    }
    // What needs a person comes first.
    const rank = (notebook: ConvertedNotebook) =>
      notebook.status === 'error'
        ? 0
        : left(notebook) > 0
          ? 1
          : notebook.status === 'changed'
            ? 2
            : 3;
    return h(
      'table',
      { class: 'ibmq-Results' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...[
            trans.__('Notebook'),
            trans.__('Result'),
            trans.__('Cells changed'),
            trans.__('For a person')
          ].map(title => h('th', { scope: 'col' }, title))
        )
      ),
      h(
        'tbody',
        {},
        ...[...notebooks]
          .sort((a, b) => rank(a) - rank(b))
          .map(notebook => {
            const { name, written, error, status } = notebook;
            return h(
              'tr',
              { 'data-status': status },
              h(
                'td',
                {},
                written
                  ? button(name, () => open(written), {
                      class: 'ibmq-mod-link',
                      title: written
                    })
                  : name
              ),
              h(
                'td',
                {},
                error ? `${labels[status]}: ${error}` : labels[status]
              ),
              h('td', {}, String(notebook.cells)),
              h('td', {}, String(left(notebook)))
            );
          })
      )
    );
  }

  private static _count = 0;
  private _job: Conversion | null = null;
  private readonly _bar: HTMLProgressElement;
  private readonly _cancel: HTMLButtonElement;
  private readonly _status: HTMLElement;
  private readonly _results: HTMLElement;
}

function left({ counts }: ConvertedNotebook): number {
  return counts.review + counts.manual + counts.skipped;
}
