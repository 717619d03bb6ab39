/** The side panel: the migration of the notebook that is active. */

import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { DocumentRegistry } from '@jupyterlab/docregistry';
import { TranslationBundle } from '@jupyterlab/translation';
import { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { ReviewCell } from './data';
import { button, h, prose } from './dom';
import { migrateIcon } from './icons';
import {
  Scan,
  markStale,
  otherLanguage,
  readCells,
  replaceSource,
  showCell
} from './live';
import { RequestError, Server, Target } from './request';
import { Action, Host, Review } from './review';
import { UserSettings } from './settings';

export class MigrationPanel extends Widget implements Host {
  readonly words: TranslationBundle;
  readonly review: Review;

  constructor(
    private readonly _options: {
      tracker: INotebookTracker;
      server: Server;
      settings: UserSettings;
      trans: TranslationBundle;
    }
  ) {
    super();
    const { trans, tracker, settings } = _options;
    this.words = trans;
    this.id = 'ibmq-nbmigrate-panel';
    this.addClass('ibmq-Panel');
    this.title.icon = migrateIcon;
    this.title.caption = trans.__('IBMQ Migration');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('IBMQ Migration'));

    this._name = h('span', { class: 'ibmq-Panel-name' });
    this._scanButton = button(trans.__('Scan'), () => void this.scan(), {
      'data-action': 'scan',
      title: trans.__(
        'Look through the notebook as it is now, unsaved changes included'
      )
    });
    this._target = this._select(
      'target',
      trans.__('Release of qiskit-ibm-runtime to write for')
    );
    this._channel = this._select(
      'channel',
      trans.__('Channel that the migrated code names')
    );
    this._message = h('div', {
      class: 'ibmq-Panel-message',
      role: 'status',
      'aria-live': 'polite'
    });
    this.review = new Review(this, settings.show);
    this.node.append(
      h(
        'header',
        { class: 'ibmq-Panel-header' },
        h('h2', {}, trans.__('IBMQ Migration')),
        h('div', { class: 'ibmq-Panel-row' }, this._name, this._scanButton),
        h(
          'div',
          { class: 'ibmq-Panel-row' },
          h('label', {}, trans.__('Target'), this._target),
          h('label', {}, trans.__('Channel'), this._channel)
        )
      ),
      this._message,
      this.review.node
    );

    tracker.currentChanged.connect(() => this._follow());
    settings.follow(() => this._onSettings());
    this._follow();
  }

  /** Asks the server about the active notebook's live text, and shows what comes back. */
  async scan(): Promise<void> {
    const { server, settings, trans } = this._options;
    const panel = this._notebook;
    if (!panel) {
      return;
    }
    const run = ++this._run;
    this._busy(true);
    try {
      await panel.context.ready;
      await this._loadTargets();
      const language = otherLanguage(panel);
      if (language) {
        throw new RequestError(
          trans.__(
            'This notebook is written in %1; only Python notebooks can be migrated.',
            language
          )
        );
      }
      const cells = readCells(panel);
      const data = await server.migrate(cells, settings.migration);
      this._scans.set(panel.context, new Scan(cells, data));
      if (run === this._run && !panel.isDisposed) {
        this._show();
      }
    } catch (error) {
      if (run === this._run && !panel.isDisposed) {
        this._scans.delete(panel.context);
        this.review.setData(null);
        this._say(
          error instanceof RequestError ? error.message : String(error),
          true
        );
      }
      if (!(error instanceof RequestError)) {
        console.error(error);
      }
    } finally {
      if (run === this._run) {
        this._busy(false);
      }
    }
  }

  decide(cells: ReviewCell[], action: Action): void {
    const { trans } = this._options;
    const panel = this._notebook;
    const scan = this._scan;
    if (!panel || !scan) {
      return;
    }
    for (const cell of cells) {
      if (action === 'reject') {
        scan.reject(cell);
      } else if (
        action === 'accept' &&
        replaceSource(panel, cell.id, cell.before, cell.after)
      ) {
        markStale(panel, cell.id, true, trans);
      } else if (action === 'reset') {
        scan.reconsider(cell);
        if (replaceSource(panel, cell.id, cell.after, cell.before)) {
          markStale(panel, cell.id, false, trans);
        }
      }
    }
    this._refresh();
  }

  jump(cell: ReviewCell): void {
    if (this._notebook && !showCell(this._notebook, cell.id)) {
      this._refresh();
    }
  }

  filterChanged(): void {
    void this._options.settings.set('show', this.review.filter);
  }

  override dispose(): void {
    this.review.dispose();
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._scanIfNew();
  }

  private get _scan(): Scan | undefined {
    return this._notebook ? this._scans.get(this._notebook.context) : undefined;
  }

  /** Turns to the notebook that is active now. */
  private _follow(): void {
    const panel = this._options.tracker.currentWidget;
    if (panel === this._notebook) {
      return;
    }
    this._notebook?.context.model.contentChanged.disconnect(
      this._refreshSoon,
      this
    );
    this._notebook?.context.pathChanged.disconnect(this._showName, this);
    this._notebook = panel;
    this._run++;
    this._busy(false);
    panel?.context.model.contentChanged.connect(this._refreshSoon, this);
    panel?.context.pathChanged.connect(this._showName, this);
    this._show();
    this._scanIfNew();
  }

  private _scanIfNew(): void {
    if (this.isVisible && this._notebook && !this._scan) {
      void this.scan();
    }
  }

  private _onSettings(): void {
    const settings = JSON.stringify(this._options.settings.migration);
    this.review.filter = this._options.settings.show;
    this._showChoices();
    if (settings !== this._settings) {
      const first = this._settings === '';
      this._settings = settings;
      this._scans = new WeakMap();
      if (!first) {
        this.review.setData(null);
        this._scanIfNew();
      }
    }
  }

  private _show(): void {
    const { trans } = this._options;
    this._showName();
    this._scanButton.disabled = !this._notebook;
    this.review.setData(this._scan?.data ?? null);
    this._showChoices();
    if (this._scan) {
      this._refresh();
    } else {
      this._say(
        this._notebook
          ? ''
          : trans.__('Open a notebook to see what in it can be migrated.')
      );
    }
  }

  private _showName(): void {
    const path = this._notebook?.context.path ?? '';
    this._name.textContent = path.split('/').pop() ?? '';
    this._name.title = path;
  }

  private _refreshSoon(): void {
    if (!this._refreshing) {
      this._refreshing = true;
      window.setTimeout(() => {
        this._refreshing = false;
        this._refresh();
      }, 100);
    }
  }

  private _refresh(): void {
    const { trans } = this._options;
    const panel = this._notebook;
    const scan = this._scan;
    if (!panel || panel.isDisposed || !scan || this._isBusy) {
      return;
    }
    for (const [index, state, note] of scan.states(panel, trans)) {
      this.review.setState(index, state, note);
    }
    this._say(
      scan.isOutdated(panel)
        ? trans.__('The notebook was edited since the scan. Scan again.')
        : ''
    );
  }

  private _busy(busy: boolean): void {
    this._isBusy = busy;
    this.toggleClass('ibmq-mod-busy', busy);
    this.node.setAttribute('aria-busy', String(busy));
    if (busy) {
      this._say(this._options.trans.__('Scanning…'));
    } else if (this._scan) {
      this._refresh();
    }
  }

  private _say(message: string, error = false): void {
    this._message.replaceChildren(
      ...prose(message).filter(part => part !== null)
    );
    this._message.classList.toggle('ibmq-mod-error', error);
  }

  private _select(
    setting: 'target' | 'channel',
    title: string
  ): HTMLSelectElement {
    const select = h('select', { title, 'data-setting': setting });
    select.addEventListener('change', () => {
      void this._choose(setting, select.value);
    });
    return select;
  }

  private async _choose(
    setting: 'target' | 'channel',
    value: string
  ): Promise<void> {
    const { settings } = this._options;
    const channels = this._targets.find(
      target => target.target === value
    )?.channels;
    const { channel } = settings.migration;
    // A channel that the new target does not know would make every scan an error.
    if (
      setting === 'target' &&
      channel &&
      channels &&
      !channels.includes(channel)
    ) {
      await settings.set('channel', '');
    }
    await settings.set(setting, value);
  }

  private async _loadTargets(): Promise<void> {
    if (this._targets.length === 0) {
      this._targets = await this._options.server.targets();
      this._showChoices();
    }
  }

  private _showChoices(): void {
    const { settings, trans } = this._options;
    const { target, channel } = settings.migration;
    const newest = this._targets[0]?.target ?? '';
    const current = target ?? newest;
    const names = this._targets.map(known => known.target);
    const options = (
      values: string[],
      chosen: string,
      labels: (value: string) => string
    ) =>
      [...new Set([...values, chosen])].map(value =>
        h('option', { value, selected: value === chosen }, labels(value))
      );
    this._target.replaceChildren(
      ...options(names, current, value =>
        value === newest ? trans.__('%1 (newest)', value) : value
      )
    );
    const known =
      this._targets.find(known => known.target === current)?.channels ?? [];
    this._channel.replaceChildren(
      ...options(['', ...known], channel ?? '', value =>
        value !== ''
          ? value
          : known[0]
            ? trans.__('default (%1)', known[0])
            : trans.__('default')
      )
    );
  }

  private _notebook: NotebookPanel | null = null;
  private _scans = new WeakMap<DocumentRegistry.Context, Scan>();
  private _targets: Target[] = [];
  private _settings = '';
  private _run = 0;
  private _isBusy = false;
  private _refreshing = false;
  private readonly _name: HTMLElement;
  private readonly _scanButton: HTMLButtonElement;
  private readonly _target: HTMLSelectElement;
  private readonly _channel: HTMLSelectElement;
  private readonly _message: HTMLElement;
}
