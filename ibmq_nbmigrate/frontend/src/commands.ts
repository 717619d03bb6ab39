/** The commands by which menus, palette and shortcuts reach the panels. */

export namespace CommandIDs {
  export const open = 'ibmq-nbmigrate:open';
  export const move = 'ibmq-nbmigrate:move';
  export const scan = 'ibmq-nbmigrate:scan';
  export const next = 'ibmq-nbmigrate:next-change';
  export const previous = 'ibmq-nbmigrate:previous-change';
  export const accept = 'ibmq-nbmigrate:accept';
  export const reject = 'ibmq-nbmigrate:reject';
  export const reset = 'ibmq-nbmigrate:take-back';
  export const edit = 'ibmq-nbmigrate:edit';
  export const reveal = 'ibmq-nbmigrate:show-cell';
  export const undo = 'ibmq-nbmigrate:undo';
  export const save = 'ibmq-nbmigrate:save';
  export const acceptAll = 'ibmq-nbmigrate:accept-all';
  export const rejectAll = 'ibmq-nbmigrate:reject-all';
  export const reviewFile = 'ibmq-nbmigrate:review-file';
  export const convertFolder = 'ibmq-nbmigrate:convert-folder';
}

export const NO_ARGS = {
  args: { type: 'object', properties: {} }
} as const;
