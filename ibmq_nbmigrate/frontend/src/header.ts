/** The head of the side panel: the notebook, and what its migration is written for. */

import { TranslationBundle } from '@jupyterlab/translation';

import { ReviewData } from './data';
import { button, h, prose } from './dom';
import { Choices, MigrationSettings, Target } from './request';

export interface HeaderActions {
  scan(): void;
  choose(choices: Choices): void;
  /** Moves the review to the main area or back; undefined where there is none. */
  move?(): void;
}

export class Header {
  readonly node: HTMLElement;

  constructor(
    private readonly trans: TranslationBundle,
    private readonly actions: HeaderActions
  ) {
    this.scanButton = button(trans.__('Scan'), () => actions.scan(), {
      'data-action': 'scan',
      title: trans.__(
        'Look through the notebook as it is now, unsaved changes included'
      )
    });
    this.moveButton = button('⇱', () => actions.move?.(), {
      class: 'ibmq-Button ibmq-mod-icon',
      'data-action': 'move',
      title: trans.__('Review in the main area, or back at the side'),
      'aria-label': trans.__('Review in the main area, or back at the side')
    });
    this.moveButton.hidden = !actions.move;
    this.target = this.select(
      'target',
      trans.__('Release of qiskit-ibm-runtime to write for, in this notebook')
    );
    this.channel = this.select(
      'channel',
      trans.__('Channel that the migrated code names, in this notebook')
    );
    this.node = h(
      'header',
      { class: 'ibmq-Panel-header' },
      h(
        'div',
        { class: 'ibmq-Panel-row' },
        this.name,
        this.scanButton,
        this.moveButton
      ),
      h(
        'div',
        { class: 'ibmq-Panel-row ibmq-Panel-choices' },
        h('label', {}, trans.__('Target'), this.target),
        h('label', {}, trans.__('Channel'), this.channel)
      ),
      this.project
    );
  }

  showPath(path: string): void {
    this.name.textContent = path.split('/').pop() ?? '';
    this.name.title = path;
  }

  /** Shows what can be chosen, and what holds where nothing was. */
  showChoices(
    targets: Target[],
    settings: MigrationSettings,
    choices: Choices,
    project: ReviewData['project']
  ): void {
    const { trans } = this;
    const newest = targets[0]?.target ?? '';
    const set = project?.settings ?? {};
    const origin = (name: 'target' | 'channel') =>
      typeof set[name] === 'string'
        ? 'pyproject.toml'
        : settings[name]
          ? trans.__('settings')
          : null;
    const byDefault = {
      target: String(set.target ?? settings.target ?? newest),
      channel: String(set.channel ?? settings.channel ?? '')
    };
    const current = choices.target ?? byDefault.target;
    const known =
      targets.find(({ target }) => target === current)?.channels ?? [];
    const from = origin('target') ?? trans.__('newest');
    this.byDefault = byDefault.target;
    fill(this.target, choices.target ?? byDefault.target, [
      [byDefault.target, byDefault.target && `${byDefault.target} (${from})`],
      ...targets
        .filter(({ target }) => target !== byDefault.target)
        .map(({ target }): [string, string] => [
          target,
          target === newest ? trans.__('%1 (newest)', target) : target
        ])
    ]);
    const channel = byDefault.channel || known[0];
    fill(this.channel, choices.channel ?? '', [
      [
        '',
        origin('channel')
          ? `${channel} (${origin('channel')})`
          : channel
            ? trans.__('default (%1)', channel)
            : trans.__('default')
      ],
      ...known.map((name): [string, string] => [name, name])
    ]);
    this.channels = new Map(
      targets.map(({ target, channels }) => [target, channels])
    );
    this.showProject(project);
  }

  private showProject(project: ReviewData['project']): void {
    const parts = Object.entries(project?.settings ?? {}).map(
      ([name, value]) => `\`${name} = ${JSON.stringify(value)}\``
    );
    this.project.replaceChildren(
      ...(project && parts.length > 0
        ? prose(this.trans.__('From `%1`: %2', project.file, parts.join(', ')))
        : [])
    );
  }

  private select(name: 'target' | 'channel', title: string): HTMLSelectElement {
    const select = h('select', { title, 'data-setting': name });
    select.addEventListener('change', () => {
      // What holds by default is no choice: tomorrow's newest release is another one.
      const isDefault = this.target.value === this.byDefault;
      const target = isDefault ? null : this.target.value;
      let channel = this.channel.value || null;
      // A channel that the new target does not know would make every scan an error.
      const known = this.channels.get(this.target.value);
      if (channel && known && !known.includes(channel)) {
        channel = null;
      }
      this.actions.choose({ target, channel });
    });
    return select;
  }

  private byDefault = '';
  private channels = new Map<string, string[]>();
  private readonly name = h('span', { class: 'ibmq-Panel-name' });
  private readonly project = h('p', { class: 'ibmq-Panel-project' });
  private readonly scanButton: HTMLButtonElement;
  private readonly moveButton: HTMLButtonElement;
  private readonly target: HTMLSelectElement;
  private readonly channel: HTMLSelectElement;
}

function fill(
  select: HTMLSelectElement,
  chosen: string,
  options: [string, string][]
): void {
  const known = options.some(([value]) => value === chosen);
  const all: [string, string][] = known
    ? options
    : [...options, [chosen, chosen]];
  select.replaceChildren(
    ...all.map(([value, label]) =>
      h('option', { value, selected: value === chosen }, label)
    )
  );
}
