/** An editor for a proposal, before it is accepted. */

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { syntaxHighlighting } from '@codemirror/language';
import { Extension } from '@codemirror/state';
import {
  Decoration,
  DecorationSet,
  EditorView,
  MatchDecorator,
  PluginValue,
  ViewPlugin,
  WidgetType,
  keymap,
  lineNumbers
} from '@codemirror/view';

import { ReviewCell, Words, tokensOf } from './data';
import { button, h } from './dom';
import { highlight } from './highlight';

export interface Editor {
  node: HTMLElement;
  /** What is written by now. */
  text(): string;
}

/** The editor with its buttons. `done` gets the text, or null where the user thought better of it. */
export function createEditor(
  cell: ReviewCell,
  text: string,
  words: Words,
  done: (text: string | null) => void
): Editor {
  const finish = (accepted: boolean) => {
    const written = view.state.doc.toString();
    view.destroy();
    done(accepted ? written : null);
    return true;
  };
  const view = new EditorView({
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      EditorView.lineWrapping,
      stars(tokensOf(cell)),
      EditorView.contentAttributes.of({
        'aria-label': words.__('Cell %1, proposal', String(cell.index + 1)),
        // Else the keys of the host, and of the list, would be taken while typing.
        'data-lm-suppress-shortcuts': 'true'
      }),
      keymap.of([
        { key: 'Mod-Enter', run: () => finish(true) },
        { key: 'Escape', run: () => finish(false) },
        ...historyKeymap,
        ...defaultKeymap
      ]),
      cell.type === 'code' ? [python(), syntaxHighlighting(highlight)] : []
    ]
  });
  const node = h(
    'div',
    { class: 'ibmq-Edit' },
    view.dom,
    h(
      'div',
      { class: 'ibmq-Edit-buttons' },
      button(words.__('Cancel'), () => finish(false), {
        title: words.__('Escape')
      }),
      button(words.__('Accept this text'), () => finish(true), {
        class: 'ibmq-Button ibmq-mod-accept',
        'data-action': 'accept-text',
        title: words.__('Ctrl+Enter')
      })
    )
  );
  node.addEventListener('keydown', event => event.stopPropagation());
  requestAnimationFrame(() => view.focus());
  return { node, text: () => view.state.doc.toString() };
}

class Stars extends WidgetType {
  constructor(private readonly text: string) {
    super();
  }

  override eq(other: Stars): boolean {
    return other.text === this.text;
  }

  toDOM(): HTMLElement {
    return h('span', {}, this.text);
  }
}

/** Shows stars for tokens; the text keeps them, and one can't write within them. */
function stars(tokens: ReadonlyMap<string, string>): Extension {
  if (tokens.size === 0) {
    return [];
  }
  const matcher = new MatchDecorator({
    regexp: new RegExp([...tokens.keys()].map(escape).join('|'), 'g'),
    decoration: ([token]) =>
      Decoration.replace({ widget: new Stars(tokens.get(token) ?? '') })
  });
  return ViewPlugin.define<{ decorations: DecorationSet } & PluginValue>(
    view => ({
      decorations: matcher.createDeco(view),
      update(update) {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    }),
    {
      decorations: value => value.decorations,
      provide: plugin =>
        EditorView.atomicRanges.of(
          view => view.plugin(plugin)?.decorations ?? Decoration.none
        )
    }
  );
}

/** A text as a regular expression that finds it. */
function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
