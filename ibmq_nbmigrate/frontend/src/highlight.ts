/** Python in the colours of the host's own editor, so that light and dark need no code here. */

import { pythonLanguage } from '@codemirror/lang-python';
import { HighlightStyle } from '@codemirror/language';
import { highlightCode, tags } from '@lezer/highlight';

export const highlight = HighlightStyle.define(
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

/** A stretch of one line and the classes of its colour. */
export interface Piece {
  text: string;
  classes: string;
}

/** The lines of a text, each in pieces; only code is coloured. */
export function coloured(text: string, isCode: boolean): Piece[][] {
  if (!isCode) {
    return text.split('\n').map(line => [{ text: line, classes: '' }]);
  }
  const lines: Piece[][] = [[]];
  highlightCode(
    text,
    pythonLanguage.parser.parse(text),
    highlight,
    (piece, classes) => lines[lines.length - 1].push({ text: piece, classes }),
    () => lines.push([])
  );
  return lines;
}
