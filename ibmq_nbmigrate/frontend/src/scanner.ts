/** Scans notebooks: asks the server about a notebook's live text, and notes how that went. */

import { DocumentRegistry } from '@jupyterlab/docregistry';
import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { otherLanguage, readCells } from './live';
import { Choices, RequestError, Server, Target } from './request';
import { Session } from './session';
import { Sessions } from './sessions';
import { UserSettings } from './settings';

/** How the newest scan of a notebook goes, or went. */
export interface ScanState {
  busy: boolean;
  /** Why it failed; empty where it did not. */
  error: string;
}

const NONE: ScanState = { busy: false, error: '' };

export interface ScannerOptions {
  server: Server;
  settings: UserSettings;
  trans: TranslationBundle;
  sessions: Sessions;
  /** The state of a notebook's scan changed; `news` where there is a new result. */
  changed(panel: NotebookPanel, news: boolean): void;
}

export class Scanner {
  /** The releases that can be written for, newest first; empty until the first scan. */
  targets: Target[] = [];

  constructor(private readonly options: ScannerOptions) {}

  state(panel: NotebookPanel | null): ScanState {
    return (panel && this.states.get(panel.context)) ?? NONE;
  }

  /** Says of a notebook what went wrong with it. */
  fail(panel: NotebookPanel, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.set(panel, { busy: false, error: message });
  }

  /**
   * Scans a notebook, for what was chosen for it or is chosen now. A scan that fails changes nothing: what
   * was found, decided and chosen before stays.
   */
  async scan(panel: NotebookPanel, choices?: Choices): Promise<void> {
    // A notebook that can't be read never gets ready: nothing is said of it here.
    await panel.context.ready;
    if (panel.isDisposed) {
      return;
    }
    const mine: ScanState = { busy: true, error: '' };
    this.set(panel, mine);
    const isNewest = () =>
      !panel.isDisposed && this.states.get(panel.context) === mine;
    try {
      const session = this.options.sessions.of(panel);
      await this.ask(panel, session, choices ?? session.choices, isNewest);
      if (isNewest()) {
        this.set(panel, NONE, true);
      }
    } catch (error) {
      if (!(error instanceof RequestError)) {
        console.error(error);
      }
      if (isNewest()) {
        this.fail(panel, error);
      }
    }
  }

  private async ask(
    panel: NotebookPanel,
    session: Session,
    choices: Choices,
    isNewest: () => boolean
  ): Promise<void> {
    const { server, settings, trans } = this.options;
    if (this.targets.length === 0) {
      this.targets = await server.targets();
    }
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
      choices
    );
    if (isNewest()) {
      session.choices = choices;
      session.take(cells, data, panel);
    }
  }

  private set(panel: NotebookPanel, state: ScanState, news = false): void {
    this.states.set(panel.context, state);
    this.options.changed(panel, news);
  }

  private readonly states = new WeakMap<DocumentRegistry.Context, ScanState>();
}
