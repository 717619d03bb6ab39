/** What accepted changes leave for a person: noted in the cells, and read from there again. */

import { ICellModel } from '@jupyterlab/cells';

import { Finding, ReviewCell, ReviewData, keyOf } from './data';
import { lineAfter } from './hunks';
import { sourceOf } from './live';
import { Left, readNotes } from './notes';

/** What to note of a finding, on the line where it stands once its cell is migrated. */
export function leftOf(finding: Finding, cell: ReviewCell): Left {
  const { rule, status, message, symbol, url } = finding;
  const line = lineAfter(finding.line, cell.hunks);
  return { rule, status, message, symbol, url, line };
}

/**
 * The result of a scan with what earlier reviews have left for a person. Cells of which the session itself
 * knows the text before are passed over: their findings are found again.
 */
export function withLeft(
  data: ReviewData,
  models: ICellModel[],
  isKnown: (model: ICellModel) => boolean
): ReviewData {
  const cells = new Map(data.cells.map(cell => [cell.index, cell]));
  models.forEach((model, index) => {
    const source = sourceOf(model);
    const { left = [] } = readNotes(model);
    if (left.length === 0 || isKnown(model)) {
      return;
    }
    const cell = cells.get(index) ?? {
      index,
      id: model.id,
      type: model.type,
      before: source,
      after: source,
      findings: [],
      needs: [],
      loses: [],
      hunks: []
    };
    const known = new Set(cell.findings.map(keyOf));
    const added = left
      .filter(finding => !known.has(keyOf(finding)))
      .map(finding => ({
        ...finding,
        left: true,
        person: true,
        cell: index,
        column: 1,
        end_line: finding.line,
        end_column: 1
      }));
    cells.set(index, { ...cell, findings: [...cell.findings, ...added] });
  });
  return {
    ...data,
    cells: [...cells.values()].sort((a, b) => a.index - b.index)
  };
}
