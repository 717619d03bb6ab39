/** The live notebook: its unsaved text, and how changes are put into its cells. */

import type { YBaseCell } from '@jupyter/ydoc';
import { ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';

import { Notes, writeNotes } from './notes';
import { SourceCell } from './request';

export function cellModels(panel: NotebookPanel): ICellModel[] {
  const cells = panel.content.model?.cells;
  return cells ? Array.from(cells) : [];
}

export function sourceOf(model: ICellModel): string {
  return model.sharedModel.getSource();
}

/** The cells as they stand in the notebook now, saved or not. */
export function readCells(panel: NotebookPanel): SourceCell[] {
  return cellModels(panel).map(model => ({
    id: model.id,
    type: model.type,
    source: sourceOf(model),
    tags: tagsOf(model)
  }));
}

export function tagsOf(model: ICellModel): string[] {
  const tags: unknown = model.getMetadata('tags');
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}

export function setTags(model: ICellModel, tags: string[]): void {
  if (tags.length > 0) {
    model.setMetadata('tags', tags);
  } else {
    model.deleteMetadata('tags');
  }
}

/** The language of a notebook that is known not to be Python. */
export function otherLanguage(panel: NotebookPanel): string | null {
  const language = panel.content.model?.defaultKernelLanguage ?? '';
  return language === '' || /^i?python/i.test(language) ? null : language;
}

export function isReadOnly(panel: NotebookPanel): boolean {
  return (
    panel.context.model.readOnly ||
    panel.context.contentsModel?.writable === false
  );
}

export function isLocked(model: ICellModel): boolean {
  return model.getMetadata('editable') === false;
}

/**
 * Replaces a cell's text and its notes, as one undo step of that cell. Goes through the model, because a
 * cell that was never scrolled to has no editor.
 */
export function replaceSource(
  model: ICellModel,
  source: string,
  notes: Notes
): void {
  const shared = model.sharedModel;
  // Without this, what was typed within the last half second would be one undo step with the change.
  const { undoManager } = shared as unknown as Pick<
    YBaseCell<never>,
    'undoManager'
  >;
  undoManager?.stopCapturing();
  shared.transact(() => {
    shared.setSource(source);
    writeNotes(model, notes);
  });
  undoManager?.stopCapturing();
}

/** Shows a cell in its notebook and makes it the active one; the focus stays where it is. */
export function showCell(panel: NotebookPanel, id: string | null): void {
  const index = cellModels(panel).findIndex(model => model.id === id);
  const notebook = panel.content;
  if (index < 0) {
    return;
  }
  if (notebook.activeCellIndex !== index) {
    notebook.deselectAll();
    notebook.mode = 'command';
    notebook.activeCellIndex = index;
  }
  // Not awaited: it resolves only once everything on the way is laid out, which can take seconds.
  void notebook.scrollToItem(index, 'smart');
}
