/** The side panel: the migration of the notebook that is active. */

import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Contents } from '@jupyterlab/services';
import { TranslationBundle } from '@jupyterlab/translation';
import { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { After } from './after';
import { Afters } from './afters';
import { saveMigratedCopy } from './copy';
import { h } from './dom';
import { Following } from './following';
import { Header } from './header';
import { PanelHost } from './host';
import { migrateIcon } from './icons';
import { notice } from './notice';
import { Choices, Server } from './request';
import { Review } from './review';
import { Scanner } from './scanner';
import { Session } from './session';
import { Sessions } from './sessions';
import { UserSettings } from './settings';
import { standings } from './states';

export interface PanelOptions {
  tracker: INotebookTracker;
  server: Server;
  settings: UserSettings;
  trans: TranslationBundle;
  contents: Contents.IManager;
  open(path: string): void;
  keyOf(action: string): string | null;
  /** Moves the panel between the side and the main area, where there is one. */
  move?(): void;
}

export class MigrationPanel extends Widget {
  readonly review: Review;

  constructor(private readonly _options: PanelOptions) {
    super();
    const { trans, tracker, settings } = _options;
    const parts = { ..._options, sessions: this._sessions };
    this.id = 'ibmq-nbmigrate-panel';
    this.addClass('ibmq-Panel');
    this.title.icon = migrateIcon;
    this.title.caption = trans.__('IBMQ Migration');
    this.node.tabIndex = -1;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('IBMQ Migration'));
    this._header = new Header(trans, {
      scan: () => void this.scan(),
      choose: choices => this._choose(choices),
      move: _options.move
    });
    this._message = h('div', {
      class: 'ibmq-Panel-message',
      role: 'status',
      'aria-live': 'polite'
    });
    this._afters = new Afters(parts);
    this._scanner = new Scanner({
      ...parts,
      changed: (panel, news) => this._onScan(panel, news)
    });
    this._following = new Following(this.node, () => this.review);
    const host = new PanelHost({
      ...parts,
      following: this._following,
      current: () => this._notebook,
      changed: () => this._refresh(),
      scan: () => void this.scan(),
      shows: id => this.review.follow(id)
    });
    this.review = new Review(host, settings.show);
    this.node.append(this._header.node, this._message, this.review.node);
    tracker.currentChanged.connect(() => this._follow());
    settings.follow(() => this._onSettings());
    this._show();
    this._follow();
  }

  /** Asks the server about the active notebook's live text, and shows what comes back. */
  async scan(): Promise<void> {
    if (this._notebook) {
      await this._scanner.scan(this._notebook);
    }
  }

  get canMove(): boolean {
    return this._options.move !== undefined;
  }

  move(): void {
    this._options.move?.();
  }

  override dispose(): void {
    this.review.dispose();
    super.dispose();
  }

  /** Opened by a person, who wants to go on with the keyboard: never with that of the notebook. */
  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    const { busy } = this._scanner.state(this._notebook);
    this._focusWhenScanned = busy || !this._session?.data;
    if (this._focusWhenScanned || !this.review.focusFirst()) {
      this.node.focus();
    }
  }

  /** In the main area it can be closed; it then goes back to the side. */
  protected override onCloseRequest(): void {
    this.move();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._scanIfNew();
  }

  private get _session(): Session | undefined {
    return this._notebook ? this._sessions.get(this._notebook) : undefined;
  }

  /** Turns to the notebook that is active now. */
  private _follow(): void {
    const panel = this._options.tracker.currentWidget;
    if (panel === this._notebook) {
      return;
    }
    const before = this._notebook;
    before?.context.model.contentChanged.disconnect(this._refreshSoon, this);
    before?.context.pathChanged.disconnect(this._showName, this);
    this._notebook = panel;
    panel?.context.model.contentChanged.connect(this._refreshSoon, this);
    panel?.context.pathChanged.connect(this._showName, this);
    this._following.turn(panel);
    this._show();
    this._scanIfNew();
  }

  /** A scan of a notebook began or ended; `news`: with a new result. */
  private _onScan(panel: NotebookPanel, news: boolean): void {
    if (panel.context !== this._notebook?.context) {
      return;
    }
    if (news) {
      this._show();
    } else {
      this._showChoices();
      this._refresh();
    }
  }

  /** Scans a notebook that was not scanned yet, or whose file was read again. */
  private _scanIfNew(): void {
    const panel = this._notebook;
    const { busy, error } = this._scanner.state(panel);
    const session = this._session;
    if (panel && this.isVisible && !busy && !error) {
      if (!session?.data || session.isReplaced(panel)) {
        void this.scan();
      }
    }
  }

  private _onSettings(): void {
    const settings = JSON.stringify(this._options.settings.migration);
    const isNews = this._settings !== '' && settings !== this._settings;
    this._settings = settings;
    this._showChoices();
    if (isNews && this.isVisible) {
      void this.scan();
    }
  }

  private _choose(choices: Choices): void {
    if (this._notebook) {
      void this._scanner.scan(this._notebook, choices);
    }
  }

  private _show(): void {
    this._showName();
    const session = this._session;
    this.review.filter = session?.filter ?? this._options.settings.show;
    this.review.setData(session?.data ?? null);
    this._showChoices();
    this._refresh();
    if (this._focusWhenScanned && session?.data) {
      this._focusWhenScanned = false;
      const focus = document.activeElement;
      if (focus === this.node || focus === document.body) {
        this.review.focusFirst();
      }
    }
  }

  private _showName(): void {
    this._header.showPath(this._notebook?.context.path ?? '');
  }

  private _showChoices(): void {
    const session = this._session;
    this._header.showChoices(
      this._scanner.targets,
      this._options.settings.migration,
      session?.choices ?? { target: null, channel: null },
      session?.data?.project ?? null
    );
  }

  private _refreshSoon(): void {
    if (!this._refreshing) {
      this._refreshing = true;
      window.setTimeout(() => {
        this._refreshing = false;
        this._refresh();
        this._scanIfNew();
      }, 100);
    }
  }

  private _refresh(): void {
    const { trans } = this._options;
    const panel = this._notebook;
    const session = this._session;
    if (panel && !panel.isDisposed && session?.data) {
      for (const { cell, state, ticked } of standings(session, panel, trans)) {
        this.review.setState(cell.index, state);
        this.review.setTicked(cell.index, ticked);
      }
    }
    this.toggleClass('ibmq-mod-empty', !panel?.context.isReady);
    this._showBusy();
    this._showAfter();
    this._showMessage();
  }

  private _showBusy(): void {
    const { busy } = this._scanner.state(this._notebook);
    this.toggleClass('ibmq-mod-busy', busy);
    this.node.setAttribute('aria-busy', String(busy));
  }

  private _showAfter(): void {
    const panel = this._notebook;
    const session = this._session;
    const after =
      panel && session?.data ? this._afters.of(panel, session) : null;
    if (after !== this._after) {
      this._after?.node.remove();
      this._after = after;
      this.node.append(...(after ? [after.node] : []));
    }
    after?.showRequirements(session?.data?.requires ?? []);
  }

  private _showMessage(): void {
    const { busy, error } = this._scanner.state(this._notebook);
    this._message.classList.toggle('ibmq-mod-error', error !== '');
    this._message.replaceChildren(
      ...notice({
        panel: this._notebook,
        session: this._session,
        busy,
        error,
        trans: this._options.trans,
        saveCopy: () => void this._saveCopy()
      })
    );
  }

  private async _saveCopy(): Promise<void> {
    const panel = this._notebook;
    const data = this._session?.data;
    if (panel && data) {
      try {
        const { contents } = this._options;
        this._options.open(await saveMigratedCopy(panel, data, contents));
      } catch (error) {
        this._scanner.fail(panel, error);
      }
    }
  }

  private _notebook: NotebookPanel | null = null;
  private readonly _sessions = new Sessions();
  private _settings = '';
  private _refreshing = false;
  private _focusWhenScanned = false;
  private _after: After | null = null;
  private readonly _afters: Afters;
  private readonly _following: Following;
  private readonly _header: Header;
  private readonly _message: HTMLElement;
  private readonly _scanner: Scanner;
}
