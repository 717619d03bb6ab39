/** The one sentence on the whole notebook that matters most now. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { button, prose } from './dom';
import { isReadOnly } from './live';
import { Session } from './session';

export interface Situation {
  panel: NotebookPanel | null;
  session: Session | undefined;
  busy: boolean;
  /** Why the last scan failed; empty where it did not. */
  error: string;
  trans: TranslationBundle;
  saveCopy(): void;
}

export function notice(situation: Situation): (Node | string)[] {
  const { panel, session, busy, error, trans, saveCopy } = situation;
  if (!panel) {
    return [trans.__('Open a notebook to see what in it can be migrated.')];
  }
  if (!panel.isDisposed && !panel.context.isReady) {
    return [
      trans.__('JupyterLab is still opening this notebook, or can’t read it.')
    ];
  }
  if (busy) {
    return [trans.__('Scanning…')];
  }
  if (error) {
    return prose(error);
  }
  if (panel.isDisposed || !session?.data) {
    return [];
  }
  if (isReadOnly(panel)) {
    return [
      trans.__('This notebook is read-only, so nothing can be accepted here.'),
      button(trans.__('Save a migrated copy'), saveCopy, {
        'data-action': 'save-copy'
      })
    ];
  }
  return session.isOutdated(panel)
    ? [trans.__('The notebook was edited since the scan. Scan again.')]
    : [];
}
