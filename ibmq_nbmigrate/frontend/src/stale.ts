/** Says beside outputs that they come from the code before the migration, until the cell runs again. */

import { CodeCell, isCodeCellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { cellModels } from './live';
import { readNotes, writeNotes } from './notes';

const STALE = 'ibmq-mod-stale';

/** Shows the notes of a notebook's cells, now and as they change. */
export function followStale(
  panel: NotebookPanel,
  trans: TranslationBundle
): void {
  const known = new WeakSet<object>();
  const note = JSON.stringify(
    trans.__('Output of the code before the migration')
  );
  panel.node.style.setProperty('--ibmq-stale-note', note);
  let waiting = false;
  const show = () => {
    waiting = false;
    if (panel.isDisposed) {
      return;
    }
    for (const model of cellModels(panel)) {
      if (isCodeCellModel(model) && !known.has(model)) {
        known.add(model);
        model.outputs.changed.connect(() => {
          const { stale, ...others } = readNotes(model);
          if (stale) {
            writeNotes(model, others);
            soon();
          }
        });
      }
    }
    for (const cell of panel.content.widgets) {
      if (cell instanceof CodeCell) {
        const stale = readNotes(cell.model).stale ?? false;
        cell.toggleClass(STALE, stale && cell.model.outputs.length > 0);
      }
    }
  };
  const soon = () => {
    if (!waiting) {
      waiting = true;
      window.setTimeout(show, 50);
    }
  };
  panel.context.model.contentChanged.connect(soon);
  panel.content.model?.sharedModel.changed.connect(soon);
  show();
}
