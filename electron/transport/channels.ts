/** Names of the channels between the shell and its pages, written once. */
export const channels = {
  ask: 'sightline:ask',
  abort: 'sightline:abort',
  event: 'sightline:event',
  chooseFolder: 'sightline:choose-folder',
  reveal: 'sightline:reveal',
  revealSetAside: 'sightline:reveal-set-aside',
  openAddress: 'sightline:open-address',
  trash: 'sightline:trash',
} as const
