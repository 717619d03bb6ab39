import { LabIcon } from '@jupyterlab/ui-components';

/** A sheet of code with an arrow that leads on. */
export const migrateIcon = new LabIcon({
  name: 'ibmq-nbmigrate:migrate',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M5 2h9l5 5v4h-2V8h-4V4H5v16h6v2H5a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z"/>
    <path d="M6.5 10h6v1.8h-6zM6.5 13.5h4v1.8h-4z"/>
    <path d="M16.5 12.6 21.9 18l-5.4 5.4-1.3-1.3 3.1-3.2H12v-1.8h6.3l-3.1-3.2z"/>
  </g>
</svg>`
});
