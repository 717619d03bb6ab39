/** The browser part of `ibmq_nbmigrate.jupyter.panel.MigrationPanel` (an anywidget module). */

import '../style/widget.css';

import { Filter } from './bar';
import { Action } from './card';
import { ReviewCell, ReviewData, english } from './data';
import { Review } from './review';

type Decision = 'open' | 'accepted' | 'rejected';

/** The traits of the Python widget. */
interface Traits {
  data: ReviewData | null;
  decisions: Record<string, Decision>;
  filter: Filter;
}

interface Model {
  get<K extends keyof Traits>(name: K): Traits[K];
  set<K extends keyof Traits>(name: K, value: Traits[K]): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
}

const STATES: Record<Action, Decision> = {
  accept: 'accepted',
  reject: 'rejected',
  reset: 'open'
};

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const before: Traits['decisions'][] = [];
  const set = (decisions: Traits['decisions']) => {
    model.set('decisions', decisions);
    model.save_changes();
    showDecisions();
  };
  const review: Review = new Review(
    {
      words: english,
      tellsAccepted: true,
      decide(cells: ReviewCell[], action: Action) {
        const decisions = { ...model.get('decisions') };
        before.push({ ...decisions });
        for (const cell of cells) {
          decisions[cell.index] = STATES[action];
        }
        set(decisions);
      },
      undo: () => {
        const last = before.pop();
        if (last) {
          set(last);
        }
      },
      canUndo: () => before.length > 0,
      filterChanged(filter: Filter) {
        model.set('filter', filter);
        model.save_changes();
      }
    },
    model.get('filter')
  );
  const showDecisions = () => {
    const decisions = model.get('decisions');
    for (const cell of review.data?.cells ?? []) {
      review.setState(cell.index, {
        state: decisions[cell.index] ?? 'open'
      });
    }
  };
  const showData = () => {
    before.length = 0; // what was decided on another proposal is not to come back
    review.setData(model.get('data'));
    showDecisions();
  };
  const showFilter = () => {
    review.filter = model.get('filter');
  };
  el.classList.add('ibmq-Widget');
  // In a notebook's output, the keys of the review would also be the notebook's own. Its selectors match
  // the focused element itself, so it is that one which has to say no.
  el.addEventListener('focusin', event =>
    (event.target as Element).setAttribute('data-lm-suppress-shortcuts', 'true')
  );
  el.append(review.node);
  showData();
  model.on('change:data', showData);
  model.on('change:decisions', showDecisions);
  model.on('change:filter', showFilter);
  return () => {
    model.off('change:data', showData);
    model.off('change:decisions', showDecisions);
    model.off('change:filter', showFilter);
    review.dispose();
  };
}

export default { render };
