/** The plugins of this extension. */

import { filesPlugin } from './files';
import { panelPlugin } from './plugin';

export default [panelPlugin, filesPlugin];
