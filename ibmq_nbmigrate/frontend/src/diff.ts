/**
 * One cell before and after, in CodeMirror: side by side, or unified where there is little room.
 */

import { python } from '@codemirror/lang-python';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightSpecialChars,
  lineNumbers
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

import { ReviewCell, Words, isChanged } from './data';

/** Colours of the host's own editor, so that light and dark need no code here. */
const highlight = HighlightStyle.define(
  (
    [
      [
        'keyword',
        [
          tags.keyword,
          tags.controlKeyword,
          tags.operatorKeyword,
          tags.definitionKeyword,
          tags.moduleKeyword
        ]
      ],
      ['atom', [tags.atom, tags.bool, tags.null]],
      ['number', [tags.number]],
      ['string', [tags.string, tags.special(tags.string)]],
      ['comment', [tags.comment]],
      ['operator', [tags.operator]],
      [
        'def',
        [
          tags.definition(tags.variableName),
          tags.function(tags.definition(tags.variableName))
        ]
      ],
      ['variable', [tags.variableName]],
      ['property', [tags.propertyName]],
      ['meta', [tags.meta]]
    ] as const
  ).map(([name, tag]) => ({ tag: [...tag], class: `ibmq-tok-${name}` }))
);

const collapseUnchanged = { margin: 2, minSize: 6 };
const diffConfig = { scanLimit: 500, timeout: 100 };

function extensions(
  cell: ReviewCell,
  label: string,
  dark: boolean
): Extension[] {
  return [
    lineNumbers(),
    highlightSpecialChars(), // control characters, and those that turn text round, are shown
    EditorView.lineWrapping,
    EditorView.editable.of(false),
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.darkTheme.of(dark),
    cell.type === 'code' ? [python(), syntaxHighlighting(highlight)] : []
  ];
}

/** Marks the lines that findings name, where the cell itself does not change. */
function marked(cell: ReviewCell): Extension {
  return EditorView.decorations.of(view => {
    const { doc } = view.state;
    const lines = new Set<number>();
    for (const finding of cell.findings) {
      for (
        let n = finding.line;
        n <= Math.min(finding.end_line, doc.lines);
        n++
      ) {
        lines.add(n);
      }
    }
    const builder = new RangeSetBuilder<Decoration>();
    for (const n of [...lines]
      .filter(n => n >= 1 && n <= doc.lines)
      .sort((a, b) => a - b)) {
      const { from } = doc.line(n);
      builder.add(from, from, Decoration.line({ class: 'ibmq-found' }));
    }
    return builder.finish();
  });
}

export interface Diff {
  destroy(): void;
}

/** Builds the editors for `cell` in `parent`. */
export function createDiff(
  cell: ReviewCell,
  parent: HTMLElement,
  options: { wide: boolean; dark: boolean; words: Words }
): Diff {
  const { wide, dark, words } = options;
  const number = cell.index + 1;
  if (!isChanged(cell)) {
    return new EditorView({
      doc: cell.before,
      extensions: [
        extensions(cell, words.__('Cell %1', number), dark),
        marked(cell)
      ],
      parent
    });
  }
  if (wide) {
    return new MergeView({
      a: {
        doc: cell.before,
        extensions: extensions(
          cell,
          words.__('Cell %1 before the migration', number),
          dark
        )
      },
      b: {
        doc: cell.after,
        extensions: extensions(
          cell,
          words.__('Cell %1 after the migration', number),
          dark
        )
      },
      collapseUnchanged,
      diffConfig,
      parent
    });
  }
  return new EditorView({
    doc: cell.after,
    extensions: [
      extensions(
        cell,
        words.__('Cell %1, changes of the migration', number),
        dark
      ),
      unifiedMergeView({
        original: cell.before,
        mergeControls: false,
        collapseUnchanged,
        diffConfig
      })
    ],
    parent
  });
}
