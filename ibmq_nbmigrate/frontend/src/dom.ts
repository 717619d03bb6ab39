/** Building elements. Text only ever arrives as text, so nothing from a notebook is read as HTML. */

type Child = Node | string | null;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') {
      element.setAttribute(name, value);
    } else if (value) {
      element.setAttribute(name, '');
    }
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

export function button(
  label: string,
  onClick: () => void,
  attributes: Record<string, string | boolean> = {}
): HTMLButtonElement {
  const element = h(
    'button',
    { type: 'button', class: 'ibmq-Button', ...attributes },
    label
  );
  element.addEventListener('click', onClick);
  return element;
}

/** A text in which `names` between backticks are shown as code. */
export function prose(text: string): (Node | string)[] {
  return text
    .split(/(`[^`\n]+`)/)
    .filter(part => part !== '')
    .map(part =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? h('code', {}, part.slice(1, -1))
        : part
    );
}
