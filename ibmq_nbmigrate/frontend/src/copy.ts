/** A migrated copy of a notebook that itself can't be written. */

import { PathExt } from '@jupyterlab/coreutils';
import { NotebookPanel } from '@jupyterlab/notebook';
import { Contents } from '@jupyterlab/services';

import { ReviewData } from './data';

const MOST_TRIED = 100;

/** Saves the notebook with all proposals beside it, under a name that is free. Returns its path. */
export async function saveMigratedCopy(
  panel: NotebookPanel,
  data: ReviewData,
  contents: Contents.IManager
): Promise<string> {
  const after = new Map(data.cells.map(cell => [cell.index, cell]));
  const content = panel.context.model.toJSON() as {
    cells: { source: string | string[] }[];
  };
  content.cells.forEach((cell, index) => {
    const known = after.get(index);
    const source = Array.isArray(cell.source)
      ? cell.source.join('')
      : cell.source;
    if (known && source === known.before) {
      cell.source = known.after;
    }
  });
  const { path } = panel.context;
  const stem = path.slice(0, path.length - PathExt.extname(path).length);
  for (let n = 1; n < MOST_TRIED; n++) {
    const free = `${stem}-migrated${n > 1 ? `-${n}` : ''}.ipynb`;
    const taken = await contents.get(free, { content: false }).then(
      () => true,
      () => false
    );
    if (!taken) {
      const saved = await contents.save(free, {
        type: 'notebook',
        format: 'json',
        content
      });
      return saved.path;
    }
  }
  throw new Error(`${stem}-migrated.ipynb: there are too many copies`);
}
