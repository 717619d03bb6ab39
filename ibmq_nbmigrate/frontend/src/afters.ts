/** What comes after the decisions, for each notebook its own: a rehearsal goes on while another one is shown. */

import { DocumentRegistry } from '@jupyterlab/docregistry';
import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { After, mayRehearse } from './after';
import { readCells, showCell } from './live';
import { Rehearsal, Server } from './request';
import { Session } from './session';
import { UserSettings } from './settings';

export interface AftersOptions {
  server: Server;
  settings: UserSettings;
  trans: TranslationBundle;
}

export class Afters {
  constructor(private readonly options: AftersOptions) {}

  /** The part of the panel that is about this notebook. */
  of(panel: NotebookPanel, session: Session): After {
    const { context } = panel;
    let after = this.known.get(context);
    if (!after) {
      after = this.make(panel, session);
      this.known.set(context, after);
      context.disposed.connect(() => void after?.end());
    }
    return after;
  }

  private make(panel: NotebookPanel, session: Session): After {
    const { server, trans } = this.options;
    let ids: string[] = [];
    return new After(trans, {
      start: async () => {
        ids = readCells(panel).map(({ id }) => id);
        return this.start(panel, session);
      },
      poll: id => server.rehearsal(id),
      cancel: id => server.cancelRehearsal(id),
      show: index => showCell(panel, ids[index] ?? null)
    });
  }

  private async start(
    panel: NotebookPanel,
    session: Session
  ): Promise<Rehearsal | null> {
    const { server, settings, trans } = this.options;
    return (await mayRehearse(trans))
      ? server.startRehearsal(
          readCells(panel),
          panel.context.localPath,
          settings.migration,
          session.choices
        )
      : null;
  }

  private readonly known = new WeakMap<DocumentRegistry.Context, After>();
}
