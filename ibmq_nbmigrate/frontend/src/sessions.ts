/** The session of each notebook; it lasts as long as the page, though the notebook be closed. */

import { DocumentRegistry } from '@jupyterlab/docregistry';
import { NotebookPanel } from '@jupyterlab/notebook';

import { readCells } from './live';
import { Session } from './session';

const MOST_CLOSED = 50;

export class Sessions {
  /** The session of a notebook whose context is ready. */
  of(panel: NotebookPanel): Session {
    const { context } = panel;
    const known = this.open.get(context);
    if (known) {
      return known;
    }
    const session = this.closed.get(context.path) ?? new Session();
    this.closed.delete(context.path);
    session.reopen(readCells(panel));
    this.open.set(context, session);
    let path = context.path;
    context.pathChanged.connect((_, renamed) => (path = renamed));
    context.disposed.connect(() => {
      this.closed.set(path, session);
      for (const old of [...this.closed.keys()].slice(0, -MOST_CLOSED)) {
        this.closed.delete(old);
      }
    });
    return session;
  }

  /** The session of a notebook, if it has one yet. */
  get(panel: NotebookPanel): Session | undefined {
    return this.open.get(panel.context);
  }

  private readonly open = new WeakMap<DocumentRegistry.Context, Session>();
  private readonly closed = new Map<string, Session>();
}
