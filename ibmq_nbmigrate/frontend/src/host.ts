/** What the side panel does where somebody decides on a card: to the session, and so to the notebook. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { Filter } from './bar';
import { Action } from './card';
import { Finding, ReviewCell } from './data';
import { Following } from './following';
import { Server } from './request';
import { Host } from './review';
import { Session } from './session';
import { Sessions } from './sessions';

export interface PanelHostOptions {
  trans: TranslationBundle;
  server: Server;
  sessions: Sessions;
  following: Following;
  keyOf(action: string): string | null;
  /** The notebook that is shown. */
  current(): NotebookPanel | null;
  /** Something was decided. */
  changed(): void;
  scan(): void;
  /** Makes the card of a cell the current one. */
  shows(id: string): void;
}

export class PanelHost implements Host {
  readonly words: TranslationBundle;
  /** JupyterLab's shortcuts (`schema/plugin.json`) turn keys into commands. */
  readonly ownKeys = true;

  constructor(private readonly options: PanelHostOptions) {
    this.words = options.trans;
  }

  decide(cells: ReviewCell[], action: Action): void {
    this.change((session, panel) => session.decide(panel, cells, action));
  }

  decideHunk(cell: ReviewCell, hunk: number, action: Action): void {
    this.change((session, panel) =>
      session.decideHunk(panel, cell, hunk, action)
    );
  }

  acceptText(cell: ReviewCell, text: string): void {
    this.change((session, panel) => session.acceptText(panel, cell, text));
  }

  tick(cell: ReviewCell, finding: Finding, done: boolean): void {
    this.change((session, panel) => session.tick(panel, cell, finding, done));
  }

  keep(cell: ReviewCell): void {
    this.change((session, panel) => session.keep(panel, cell));
    this.options.scan();
  }

  undo(): void {
    this.change((session, panel) => {
      const [first] = session.undo(panel);
      if (first && session.data?.cells.some(({ id }) => id === first)) {
        this.options.shows(first);
      } else if (first) {
        // A cell that was to be kept for good: only a scan finds it again.
        this.options.scan();
      }
    });
  }

  canUndo(): boolean {
    return this.session?.canUndo ?? false;
  }

  explain(rule: string): Promise<string> {
    return this.options.server.explain(rule);
  }

  keyOf(action: string): string | null {
    return this.options.keyOf(action);
  }

  reveal(cell: ReviewCell): void {
    this.options.following.reveal(cell);
  }

  moved(cell: ReviewCell): void {
    this.options.following.moved(cell);
  }

  filterChanged(filter: Filter): void {
    if (this.session) {
      this.session.filter = filter;
    }
  }

  private get session(): Session | undefined {
    const panel = this.options.current();
    return panel ? this.options.sessions.get(panel) : undefined;
  }

  private change(
    change: (session: Session, panel: NotebookPanel) => void
  ): void {
    const panel = this.options.current();
    const { session } = this;
    if (panel && session) {
      change(session, panel);
      this.options.changed();
    }
  }
}
