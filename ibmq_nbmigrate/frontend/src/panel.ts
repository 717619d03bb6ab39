/** The side panel: the migration of the notebook that is active. */

import {
  INotebookTracker,
  Notebook,
  NotebookPanel
} from '@jupyterlab/notebook';
import { Contents } from '@jupyterlab/services';
import { TranslationBundle } from '@jupyterlab/translation';
import { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { After, mayRehearse } from './after';
import { Filter } from './bar';
import { Action } from './card';
import { saveMigratedCopy } from './copy';
import { Finding, ReviewCell } from './data';
import { h } from './dom';
import { Header } from './header';
import { migrateIcon } from './icons';
import { otherLanguage, readCells, showCell } from './live';
import { notice } from './notice';
import { Choices, Rehearsal, RequestError, Server, Target } from './request';
import { Host, Review } from './review';
import { Session } from './session';
import { Sessions } from './sessions';
import { UserSettings } from './settings';
import { standings } from './states';

const FOLLOW_MS = 120;

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

export class MigrationPanel extends Widget implements Host {
  readonly words: TranslationBundle;
  readonly review: Review;
  /** JupyterLab's shortcuts (`schema/plugin.json`) turn keys into commands. */
  readonly ownKeys = true;

  constructor(private readonly _options: PanelOptions) {
    super();
    const { trans, tracker, settings } = _options;
    this.words = trans;
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
    this._after = new After(trans, {
      start: () => this._startRehearsal(),
      poll: id => _options.server.rehearsal(id),
      cancel: id => _options.server.cancelRehearsal(id),
      show: index => this._showIndex(index)
    });
    this.review = new Review(this, settings.show);
    this.node.append(
      this._header.node,
      this._message,
      this.review.node,
      this._after.node
    );
    tracker.currentChanged.connect(() => this._follow());
    settings.follow(() => this._onSettings());
    this._show();
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
    const isMine = () => run === this._run && !panel.isDisposed;
    // A notebook that can't be read never gets ready: nothing is said of it here.
    await panel.context.ready;
    if (!isMine()) {
      return;
    }
    this._busy(true);
    try {
      const session = this._sessions.of(panel);
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
      const data = await server.migrate(
        session.toScan(cells),
        panel.context.localPath,
        settings.migration,
        session.choices
      );
      if (!panel.isDisposed) {
        session.take(cells, data, panel);
      }
      if (isMine()) {
        this._error = '';
        this._show();
      }
    } catch (error) {
      // What was found and decided before stays as it is.
      if (isMine()) {
        this._error = error instanceof Error ? error.message : String(error);
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
    this._change((session, panel) => session.decide(panel, cells, action));
  }

  decideHunk(cell: ReviewCell, hunk: number, action: Action): void {
    this._change((session, panel) =>
      session.decideHunk(panel, cell, hunk, action)
    );
  }

  acceptText(cell: ReviewCell, text: string): void {
    this._change((session, panel) => session.acceptText(panel, cell, text));
  }

  tick(cell: ReviewCell, finding: Finding, done: boolean): void {
    this._change((session, panel) => session.tick(panel, cell, finding, done));
  }

  keep(cell: ReviewCell): void {
    this._change((session, panel) => session.keep(panel, cell));
    void this.scan();
  }

  undo(): void {
    this._change((session, panel) => {
      const ids = session.undo(panel);
      const first = session.data?.cells.find(({ id }) =>
        ids.includes(id ?? '')
      );
      if (first) {
        this.review.follow(first.index);
      }
    });
  }

  canUndo(): boolean {
    return this._session?.canUndo ?? false;
  }

  explain(rule: string): Promise<string> {
    return this._options.server.explain(rule);
  }

  keyOf(action: string): string | null {
    return this._options.keyOf(action);
  }

  reveal(cell: ReviewCell): void {
    window.clearTimeout(this._revealing);
    if (this._notebook) {
      showCell(this._notebook, cell.id);
    }
  }

  /** The notebook follows the cards, though not through all that one passes by, nor once one left them. */
  moved(cell: ReviewCell): void {
    window.clearTimeout(this._revealing);
    const panel = this._notebook;
    this._revealing = window.setTimeout(() => {
      const isHere = this.node.contains(document.activeElement);
      if (panel && panel === this._notebook && !panel.isDisposed && isHere) {
        showCell(panel, cell.id);
      }
    }, FOLLOW_MS);
  }

  filterChanged(filter: Filter): void {
    if (this._session) {
      this._session.filter = filter;
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
    this._focusWhenScanned = this._isBusy || !this._session?.data;
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

  private _change(
    change: (session: Session, panel: NotebookPanel) => void
  ): void {
    const panel = this._notebook;
    const session = this._session;
    if (panel && session) {
      change(session, panel);
      this._refresh();
    }
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
    before?.content.activeCellChanged.disconnect(this._followCell, this);
    this._notebook = panel;
    this._run++;
    this._error = '';
    this._isBusy = false;
    this._after.clear();
    panel?.context.model.contentChanged.connect(this._refreshSoon, this);
    panel?.context.pathChanged.connect(this._showName, this);
    panel?.content.activeCellChanged.connect(this._followCell, this);
    this._busy(false);
    this._show();
    this._scanIfNew();
  }

  /** The card of the cell that became active in the notebook becomes the current one. */
  private _followCell(notebook: Notebook): void {
    if (!this.node.contains(document.activeElement)) {
      this.review.follow(notebook.activeCellIndex);
    }
  }

  private _scanIfNew(): void {
    if (this.isVisible && this._notebook && !this._session?.data) {
      void this.scan();
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
    if (this._session) {
      this._session.choices = choices;
      this._showChoices();
      void this.scan();
    }
  }

  private _show(): void {
    this.toggleClass('ibmq-mod-empty', !this._notebook);
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
      this._targets,
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
    this._after.node.hidden = !session?.data;
    this._after.showRequirements(session?.data?.requires ?? []);
    this._showMessage();
  }

  private _busy(busy: boolean): void {
    this._isBusy = busy;
    this.toggleClass('ibmq-mod-busy', busy);
    this.node.setAttribute('aria-busy', String(busy));
    this._refresh();
  }

  private _showMessage(): void {
    this._message.classList.toggle('ibmq-mod-error', this._error !== '');
    this._message.replaceChildren(
      ...notice({
        panel: this._notebook,
        session: this._session,
        busy: this._isBusy,
        error: this._error,
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
        this._error = error instanceof Error ? error.message : String(error);
        this._showMessage();
      }
    }
  }

  private async _startRehearsal(): Promise<Rehearsal | null> {
    const { server, settings, trans } = this._options;
    const panel = this._notebook;
    const session = this._session;
    if (!panel || !session) {
      return null;
    }
    return (await mayRehearse(trans))
      ? server.startRehearsal(
          readCells(panel),
          panel.context.localPath,
          settings.migration,
          session.choices
        )
      : null;
  }

  private _showIndex(index: number): void {
    const model = this._notebook?.content.model?.cells.get(index);
    if (this._notebook && model) {
      showCell(this._notebook, model.id);
      this.review.follow(index);
    }
  }

  private async _loadTargets(): Promise<void> {
    if (this._targets.length === 0) {
      this._targets = await this._options.server.targets();
      this._showChoices();
    }
  }

  private _notebook: NotebookPanel | null = null;
  private readonly _sessions = new Sessions();
  private _targets: Target[] = [];
  private _settings = '';
  private _error = '';
  private _run = 0;
  private _isBusy = false;
  private _refreshing = false;
  private _focusWhenScanned = false;
  private _revealing = 0;
  private readonly _header: Header;
  private readonly _after: After;
  private readonly _message: HTMLElement;
}
