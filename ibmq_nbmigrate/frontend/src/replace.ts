/** The button of the magic `%%ibmq_migrate`: it puts the migrated text in place of the magic's own cell. */

import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import {
  cellModels,
  isLocked,
  isReadOnly,
  replaceSource,
  sourceOf
} from './live';
import { readNotes } from './notes';

const BUTTON = 'button.ibmq-migrate-replace';
const MAGIC = /^\s*%%ibmq_migrate\b.*\n/;

/** Listens for clicks on that button, in all notebooks. */
export function followReplaceButtons(tracker: INotebookTracker): void {
  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLButtonElement>(BUTTON);
    const panel = button && tracker.find(p => p.node.contains(button));
    if (button && panel) {
      replaceCell(panel, button);
    }
  });
}

/** Replaces the cell, if it still holds the text that was migrated. */
function replaceCell(panel: NotebookPanel, button: HTMLButtonElement): void {
  const { before = '', after = '' } = button.dataset;
  const cell = panel.content.widgets.find(cell => cell.node.contains(button));
  const model = cellModels(panel).find(model => model === cell?.model);
  if (!model || isReadOnly(panel) || isLocked(model)) {
    return;
  }
  const source = sourceOf(model);
  if (MAGIC.test(source) && isSame(source.replace(MAGIC, ''), before)) {
    replaceSource(model, after, readNotes(model));
    button.disabled = true;
  }
}

/** The magic does not get the last line end of its cell. */
function isSame(body: string, before: string): boolean {
  return body === before || body === `${before}\n`;
}
