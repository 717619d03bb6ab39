/** The live notebook: its unsaved text, and how changes are put into its cells. */

import type { YBaseCell } from '@jupyter/ydoc';
import { CodeCell, ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { ReviewCell, ReviewData, isChanged } from './data';
import { SourceCell } from './request';
import { State } from './review';

const STALE = 'ibmq-mod-stale';

export function cellModels(panel: NotebookPanel): ICellModel[] {
  const cells = panel.content.model?.cells;
  return cells ? Array.from(cells) : [];
}

/** The cells as they stand in the notebook now, saved or not. */
export function readCells(panel: NotebookPanel): SourceCell[] {
  return cellModels(panel).map(model => {
    const tags = model.getMetadata('tags');
    return {
      id: model.id,
      type: model.type,
      source: model.sharedModel.getSource(),
      tags: Array.isArray(tags)
        ? tags.filter(tag => typeof tag === 'string')
        : []
    };
  });
}

/** The language of a notebook that is known not to be Python. */
export function otherLanguage(panel: NotebookPanel): string | null {
  const language = panel.content.model?.defaultKernelLanguage ?? '';
  return language === '' || /^i?python/i.test(language) ? null : language;
}

/** A notebook and what the last scan of it found. */
export class Scan {
  private readonly rejected = new Set<string>();
  private readonly sources: Map<string, string>;

  constructor(
    cells: SourceCell[],
    readonly data: ReviewData
  ) {
    this.sources = new Map(cells.map(cell => [cell.id, cell.source]));
  }

  /**
   * Where each reported cell stands, read from the live text. So it holds whoever changed the cell:
   * this panel, an undo, or the user's typing.
   */
  states(
    panel: NotebookPanel,
    trans: TranslationBundle
  ): [number, State, string][] {
    const live = new Map(cellModels(panel).map(model => [model.id, model]));
    const readOnly = isReadOnly(panel);
    return this.data.cells.filter(isChanged).map(cell => {
      const model = live.get(cell.id ?? '');
      const source = model?.sharedModel.getSource();
      const blocked = (note: string): [number, State, string] => [
        cell.index,
        'blocked',
        note
      ];
      if (!model) {
        return blocked(trans.__('This cell is no longer in the notebook.'));
      }
      if (source === cell.after) {
        return [cell.index, 'accepted', ''];
      }
      if (source !== cell.before) {
        return blocked(
          trans.__('This cell was edited since the scan. Scan again.')
        );
      }
      if (readOnly) {
        return blocked(trans.__('The notebook is read-only.'));
      }
      if (model.getMetadata('editable') === false) {
        return blocked(trans.__('This cell is locked (not editable).'));
      }
      return [
        cell.index,
        this.rejected.has(model.id) ? 'rejected' : 'open',
        ''
      ];
    });
  }

  /** Whether cells were added, removed or edited since the scan, other than by accepting. */
  isOutdated(panel: NotebookPanel): boolean {
    const models = cellModels(panel);
    const after = new Map(this.data.cells.map(cell => [cell.id, cell.after]));
    return (
      models.length !== this.sources.size ||
      models.some(model => {
        const source = model.sharedModel.getSource();
        return (
          source !== this.sources.get(model.id) &&
          source !== after.get(model.id)
        );
      })
    );
  }

  reject(cell: ReviewCell): void {
    this.rejected.add(cell.id ?? '');
  }

  /** Takes a rejection back. */
  reconsider(cell: ReviewCell): void {
    this.rejected.delete(cell.id ?? '');
  }
}

export function isReadOnly(panel: NotebookPanel): boolean {
  return (
    panel.context.model.readOnly ||
    panel.context.contentsModel?.writable === false
  );
}

/**
 * Replaces a cell's text where it is still `from`, as one undo step of that cell. Goes through the
 * model, because a cell that was never scrolled to has no editor.
 */
export function replaceSource(
  panel: NotebookPanel,
  id: string | null,
  from: string,
  to: string
): boolean {
  const model = cellModels(panel).find(model => model.id === id);
  if (
    !model ||
    model.sharedModel.getSource() !== from ||
    isReadOnly(panel) ||
    model.getMetadata('editable') === false
  ) {
    return false;
  }
  const shared = model.sharedModel;
  // Without this, what was typed within the last half second would be one undo step with the change.
  const { undoManager } = shared as unknown as Pick<
    YBaseCell<never>,
    'undoManager'
  >;
  undoManager?.stopCapturing();
  shared.setSource(to);
  undoManager?.stopCapturing();
  return true;
}

/** Says beside a cell's outputs that they come from the text before, until the cell runs again. */
export function markStale(
  panel: NotebookPanel,
  id: string | null,
  stale: boolean,
  trans: TranslationBundle
): void {
  const cell = panel.content.widgets.find(widget => widget.model.id === id);
  if (!(cell instanceof CodeCell)) {
    return;
  }
  cell.toggleClass(STALE, stale && cell.model.outputs.length > 0);
  if (cell.hasClass(STALE)) {
    const note = trans.__('Output of the code before the migration');
    cell.node.style.setProperty('--ibmq-stale-note', JSON.stringify(note));
    const clear = () => {
      cell.removeClass(STALE);
      cell.model.outputs.changed.disconnect(clear);
    };
    cell.model.outputs.changed.connect(clear);
  }
}

/** Shows a cell in its notebook and makes it the active one. */
export function showCell(panel: NotebookPanel, id: string | null): boolean {
  const index = cellModels(panel).findIndex(model => model.id === id);
  if (index < 0) {
    return false;
  }
  const notebook = panel.content;
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  notebook.mode = 'command';
  // Not awaited: it resolves only once everything on the way is laid out, which can take seconds.
  void notebook.scrollToItem(index, 'smart');
  notebook.activate();
  return true;
}
