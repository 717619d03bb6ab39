/** When cards are drawn: near the visible part, and anew where the width or the theme changes. */

import { Card } from './card';

/** Width in pixels from which before and after stand side by side. */
const WIDE = 700;
const NARROW = 340;

export class Layout {
  constructor(
    private readonly node: HTMLElement,
    list: HTMLElement,
    private readonly cards: () => Iterable<Card>
  ) {
    this.visible = new IntersectionObserver(
      entries => {
        for (const { isIntersecting, target } of entries) {
          const card = this.observed.get(target);
          if (isIntersecting && card && !card.isDrawn) {
            card.draw(this.wide);
          }
        }
      },
      { root: list, rootMargin: '300px 0px' }
    );
    this.size = new ResizeObserver(() => this.relayout());
    this.size.observe(node);
    this.theme = new MutationObserver(() => this.showTheme());
    this.theme.observe(document.body, {
      attributes: true,
      attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name', 'class']
    });
    this.showTheme();
  }

  add(card: Card): void {
    this.observed.set(card.diffNode, card);
    this.visible.observe(card.diffNode);
  }

  clear(): void {
    this.visible.disconnect();
    this.observed.clear();
  }

  dispose(): void {
    this.clear();
    this.size.disconnect();
    this.theme.disconnect();
  }

  private relayout(): void {
    const width = this.node.clientWidth;
    const wide = width >= WIDE;
    this.node.classList.toggle('ibmq-mod-narrow', width < NARROW);
    if (width === 0 || wide === this.wide) {
      return;
    }
    this.wide = wide;
    this.node.classList.toggle('ibmq-mod-wide', wide);
    for (const card of this.cards()) {
      if (card.isDrawn) {
        card.erase();
        this.visible.unobserve(card.diffNode);
        this.visible.observe(card.diffNode);
      }
    }
  }

  private showTheme(): void {
    this.node.classList.toggle('ibmq-mod-dark', isDark());
  }

  private wide = false;
  private readonly observed = new Map<Element, Card>();
  private readonly visible: IntersectionObserver;
  private readonly size: ResizeObserver;
  private readonly theme: MutationObserver;
}

/** Whether the page is dark. Other hosts than JupyterLab only tell by the colour of their text. */
function isDark(): boolean {
  const { jpThemeLight } = document.body.dataset;
  if (jpThemeLight !== undefined) {
    return jpThemeLight === 'false';
  }
  const [red = 0, green = 0, blue = 0] = (
    getComputedStyle(document.body).color.match(/[\d.]+/g) ?? []
  ).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127;
}
